package plumbline.tracking.fold;

import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import plumbline.engine.fold.Aggregate;
import plumbline.engine.fold.MetricSums;
import plumbline.tracking.fold.AggregateChanges.Cell;

/** A shard's aggregates, in the transaction that holds the shard: read, added to, written. */
final class AggregateTable {
  private static final String SELECT =
      """
      SELECT experiment, variant, day, exposed, crossed_over, analysed, y, y2, y3
      FROM aggregate WHERE shard = ? AND experiment = ANY (?)
      """;
  private static final String UPSERT =
      """
      INSERT INTO aggregate
        (experiment, shard, variant, day, exposed, crossed_over, analysed, y, y2, y3)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (experiment, shard, variant, day) DO UPDATE
      SET exposed = excluded.exposed, crossed_over = excluded.crossed_over,
          analysed = excluded.analysed, y = excluded.y, y2 = excluded.y2, y3 = excluded.y3
      """;

  private final Connection connection;
  private final int shard;

  AggregateTable(Connection connection, int shard) {
    this.connection = connection;
    this.shard = shard;
  }

  void apply(AggregateChanges changes) throws SQLException {
    if (changes.byCell().isEmpty()) {
      return;
    }
    var stored = stored(changes);
    try (var upsert = connection.prepareStatement(UPSERT)) {
      for (var change : changes.byCell().entrySet()) {
        var cell = change.getKey();
        var before = stored.get(cell);
        var sum = before == null ? change.getValue() : before.plus(change.getValue());
        upsert.setString(1, cell.experiment());
        upsert.setInt(2, shard);
        upsert.setInt(3, cell.variant());
        upsert.setObject(4, LocalDate.ofEpochDay(cell.day()));
        upsert.setLong(5, sum.exposed());
        upsert.setLong(6, sum.crossedOver());
        upsert.setLong(7, sum.analysed());
        upsert.setArray(8, array(sum, MetricSums::y));
        upsert.setArray(9, array(sum, MetricSums::y2));
        upsert.setArray(10, array(sum, MetricSums::y3));
        upsert.addBatch();
      }
      upsert.executeBatch();
    }
  }

  private Map<Cell, Aggregate> stored(AggregateChanges changes) throws SQLException {
    var experiments = new HashSet<String>();
    changes.byCell().keySet().forEach(cell -> experiments.add(cell.experiment()));
    try (var query = connection.prepareStatement(SELECT)) {
      query.setInt(1, shard);
      query.setArray(2, connection.createArrayOf("text", experiments.toArray()));
      try (var rows = query.executeQuery()) {
        var stored = new HashMap<Cell, Aggregate>();
        while (rows.next()) {
          var day = rows.getObject(3, LocalDate.class).toEpochDay();
          stored.put(new Cell(rows.getString(1), rows.getInt(2), day), read(rows, 4));
        }
        return stored;
      }
    }
  }

  /** Reads exposed, crossed_over, analysed, y, y2, y3 from that column on. */
  static Aggregate read(ResultSet row, int from) throws SQLException {
    var y = ContributionTable.integers(row.getArray(from + 3));
    var y2 = ContributionTable.integers(row.getArray(from + 4));
    var y3 = ContributionTable.integers(row.getArray(from + 5));
    List<MetricSums> sums = new ArrayList<>();
    for (var i = 0; i < y.size(); i++) {
      sums.add(new MetricSums(y.get(i), y2.get(i), y3.get(i)));
    }
    return new Aggregate(row.getLong(from), row.getLong(from + 1), row.getLong(from + 2), sums);
  }

  private java.sql.Array array(Aggregate aggregate, Function<MetricSums, BigInteger> part)
      throws SQLException {
    return connection.createArrayOf("numeric", aggregate.metrics().stream().map(part).toArray());
  }
}
