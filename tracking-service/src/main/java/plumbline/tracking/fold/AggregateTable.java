package plumbline.tracking.fold;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;
import plumbline.engine.fold.Aggregate;

/** A shard's aggregates, in the transaction that holds the shard: what changes is added to them. */
final class AggregateTable {
  /** Values that a segment may have in one shard. */
  private static final int MOST_VALUES = 1_000;

  private static final String ADD =
      """
      INSERT INTO %saggregate AS a
        (shard, plan_key, variant, day, segment, value, exposed, crossed_over, excluded, analysed,
         sums)
      SELECT ?, c.plan_key, c.variant, c.day, c.segment, c.value, c.exposed, c.crossed_over,
             c.excluded, c.analysed, c.sums::numeric[]
      FROM unnest(?::text[], ?::smallint[], ?::date[], ?::smallint[], ?::text[], ?::bigint[],
                  ?::bigint[], ?::bigint[], ?::bigint[], ?::text[])
        AS c (plan_key, variant, day, segment, value, exposed, crossed_over, excluded, analysed,
              sums)
      ON CONFLICT (plan_key, segment, shard, variant, day, value) DO UPDATE
      SET exposed = a.exposed + excluded.exposed,
          crossed_over = a.crossed_over + excluded.crossed_over,
          excluded = a.excluded + excluded.excluded,
          analysed = a.analysed + excluded.analysed,
          sums = (SELECT array_agg(x + y ORDER BY i)
                  FROM unnest(a.sums, excluded.sums) WITH ORDINALITY AS s (x, y, i))
      RETURNING plan_key, segment, xmax = 0
      """;
  private static final String ADD_BARS =
      """
      INSERT INTO %saggregate_histogram AS a (shard, plan_key, metric, variant, day, bucket, events)
      SELECT ?, c.* FROM unnest(?::text[], ?::smallint[], ?::smallint[], ?::date[], ?::smallint[],
                                ?::bigint[]) AS c
      ON CONFLICT (plan_key, metric, shard, variant, day, bucket) DO UPDATE
      SET events = a.events + excluded.events
      """;
  private static final String TOO_MANY =
      """
      SELECT count(DISTINCT value) > ? FROM %saggregate
      WHERE shard = ? AND plan_key = ? AND segment = ?
      """;

  private final Connection connection;
  private final int shard;
  private final String prefix;

  AggregateTable(Connection connection, int shard) {
    this(connection, shard, "");
  }

  /** Of tables that are called like the stored ones, with something before it. */
  AggregateTable(Connection connection, int shard, String prefix) {
    this.connection = connection;
    this.shard = shard;
    this.prefix = prefix;
  }

  private PreparedStatement prepare(String sql) throws SQLException {
    return connection.prepareStatement(sql.formatted(prefix));
  }

  /** Begins to collect changes; segments that are given up are left out of them. */
  AggregateChanges changes() throws SQLException {
    try (var query = prepare("SELECT plan_key, segment FROM %ssegment_overflow WHERE shard = ?")) {
      query.setInt(1, shard);
      try (var rows = query.executeQuery()) {
        var overflowed = new HashSet<Cell.Segment>();
        while (rows.next()) {
          overflowed.add(new Cell.Segment(rows.getString(1), rows.getInt(2)));
        }
        return new AggregateChanges(overflowed);
      }
    }
  }

  void apply(AggregateChanges changes) throws SQLException {
    for (var grown : addCells(changes)) {
      if (hasTooManyValues(grown)) {
        giveUp(grown);
      }
    }
    addBars(changes);
  }

  /** Adds, and answers which segments got another row by it. */
  private Set<Cell.Segment> addCells(AggregateChanges changes) throws SQLException {
    var columns =
        new Columns("text", "int2", "date", "int2", "text", "int8", "int8", "int8", "int8", "text");
    changes
        .cells()
        .forEach((cell, it) ->
            columns.add(
                cell.plan(),
                cell.variant(),
                LocalDate.ofEpochDay(cell.day()),
                cell.segment(),
                cell.value(),
                it.exposed(),
                it.crossedOver(),
                it.excluded(),
                it.analysed(),
                Columns.array(it.sums())));
    var grown = new HashSet<Cell.Segment>();
    if (columns.isEmpty()) {
      return grown;
    }
    try (var add = prepare(ADD)) {
      add.setInt(1, shard);
      columns.set(connection, add, 2);
      try (var rows = add.executeQuery()) {
        while (rows.next()) {
          if (rows.getBoolean(3) && rows.getInt(2) != Cell.OVERALL) {
            grown.add(new Cell.Segment(rows.getString(1), rows.getInt(2)));
          }
        }
      }
    }
    return grown;
  }

  private boolean hasTooManyValues(Cell.Segment segment) throws SQLException {
    try (var query = prepare(TOO_MANY)) {
      query.setInt(1, MOST_VALUES);
      query.setInt(2, shard);
      query.setString(3, segment.plan());
      query.setInt(4, segment.index());
      try (var row = query.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  /** An attribute that tells single units apart is no segment, and would grow with them. */
  private void giveUp(Cell.Segment segment) throws SQLException {
    for (var sql :
        new String[] {
          "INSERT INTO %ssegment_overflow (shard, plan_key, segment) VALUES (?, ?, ?)",
          "DELETE FROM %saggregate WHERE shard = ? AND plan_key = ? AND segment = ?"
        }) {
      try (var statement = prepare(sql)) {
        statement.setInt(1, shard);
        statement.setString(2, segment.plan());
        statement.setInt(3, segment.index());
        statement.executeUpdate();
      }
    }
  }

  private void addBars(AggregateChanges changes) throws SQLException {
    var columns = new Columns("text", "int2", "int2", "date", "int2", "int8");
    changes
        .bars()
        .forEach((bars, histogram) ->
            histogram
                .events()
                .forEach((bucket, events) ->
                    columns.add(
                        bars.plan(),
                        bars.metric(),
                        bars.variant(),
                        LocalDate.ofEpochDay(bars.day()),
                        bucket,
                        events)));
    if (!columns.isEmpty()) {
      try (var add = prepare(ADD_BARS)) {
        add.setInt(1, shard);
        columns.set(connection, add, 2);
        add.executeUpdate();
      }
    }
  }

  /** Reads exposed, crossed_over, excluded, analysed, sums from that column on. */
  static Aggregate read(ResultSet row, int from) throws SQLException {
    return new Aggregate(
        row.getLong(from),
        row.getLong(from + 1),
        row.getLong(from + 2),
        row.getLong(from + 3),
        Columns.integers(row.getArray(from + 4)));
  }
}
