package plumbline.tracking.fold;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import plumbline.engine.fold.UnitState;
import plumbline.tracking.definitions.Definition;

/**
 * A plan's sums of one shard, computed beside the stored ones: in tables that end with the
 * transaction, so that memory does not grow with days and values.
 */
final class ComputedSums {
  private static final String PREFIX = "computed_";
  private static final int CHUNK = 5_000;

  /** A row that came to nothing says as much as none. */
  private static final String DIFFERING_CELLS =
      """
      WITH given_up AS (SELECT segment FROM segment_overflow WHERE plan_key = ? AND shard = ?),
      stored AS (
        SELECT * FROM aggregate
        WHERE plan_key = ? AND shard = ?
          AND (exposed <> 0 OR crossed_over <> 0 OR excluded <> 0 OR analysed <> 0
               OR EXISTS (SELECT FROM unnest(sums) AS s WHERE s <> 0)))
      SELECT count(*)
      FROM stored s FULL JOIN computed_aggregate c USING (segment, variant, day, value)
      WHERE segment NOT IN (SELECT segment FROM given_up)
        AND (s.exposed, s.crossed_over, s.excluded, s.analysed, s.sums)
          IS DISTINCT FROM (c.exposed, c.crossed_over, c.excluded, c.analysed, c.sums)
      """;

  private static final String DIFFERING_BARS =
      """
      SELECT count(*)
      FROM (SELECT * FROM aggregate_histogram WHERE plan_key = ? AND shard = ?) s
      FULL JOIN computed_aggregate_histogram c USING (metric, variant, day, bucket)
      WHERE coalesce(s.events, 0) <> coalesce(c.events, 0)
      """;

  private final Connection connection;
  private final int shard;
  private final Definition plan;
  private final AggregateTable table;
  private AggregateChanges changes;
  private int waiting;

  private ComputedSums(Connection connection, int shard, Definition plan, AggregateTable table)
      throws SQLException {
    this.connection = connection;
    this.shard = shard;
    this.plan = plan;
    this.table = table;
    this.changes = table.changes();
  }

  /** Begins with nothing; once in a transaction. */
  static ComputedSums begin(Connection connection, int shard, Definition plan) throws SQLException {
    try (var statement = connection.createStatement()) {
      for (var like : List.of("aggregate", "aggregate_histogram", "segment_overflow")) {
        statement.execute(
            "CREATE TEMPORARY TABLE %1$s%2$s (LIKE %2$s INCLUDING ALL) ON COMMIT DROP"
                .formatted(PREFIX, like));
      }
    }
    return new ComputedSums(connection, shard, plan, new AggregateTable(connection, shard, PREFIX));
  }

  void add(UnitState unit) throws SQLException {
    changes.replace(plan, null, unit);
    if (++waiting == CHUNK) {
      write();
    }
  }

  private void write() throws SQLException {
    table.apply(changes);
    changes = table.changes();
    waiting = 0;
  }

  /** Stored rows that are not what was added, and those that are missing. */
  long differing() throws SQLException {
    write();
    return count(DIFFERING_CELLS, 2) + count(DIFFERING_BARS, 1);
  }

  private long count(String sql, int pairs) throws SQLException {
    try (var query = connection.prepareStatement(sql)) {
      for (var i = 0; i < pairs; i++) {
        query.setString(2 * i + 1, plan.key());
        query.setInt(2 * i + 2, shard);
      }
      try (var row = query.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }
}
