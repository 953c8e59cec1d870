package plumbline.tracking.rebuild;

import com.google.protobuf.Timestamp;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import plumbline.engine.bucketing.Bucketing;
import plumbline.proto.tracking.v1.Rebuild;

/** The last rebuild of each plan. */
final class RebuildTable {
  private static final String FORGET_COMPLETE =
      """
      DELETE FROM rebuild WHERE plan_key = ? AND NOT EXISTS (
        SELECT FROM rebuild_shard s WHERE s.plan_key = rebuild.plan_key AND s.done_at IS NULL)
      """;
  private static final String INSERT =
      """
      WITH begun AS (
        INSERT INTO rebuild (plan_key, requested_at, author, replace) VALUES (?, ?, ?, ?)
        ON CONFLICT DO NOTHING RETURNING plan_key)
      INSERT INTO rebuild_shard (plan_key, shard) SELECT plan_key, shard FROM begun, fold_shard
      """;
  private static final String SELECT =
      """
      SELECT r.requested_at, r.author, r.replace, count(s.done_at), sum(s.units),
             sum(s.differing_units), sum(s.differing_sums), max(s.done_at)
      FROM rebuild r JOIN rebuild_shard s USING (plan_key) WHERE plan_key = ? GROUP BY plan_key
      """;

  private RebuildTable() {}

  /** Begins another one, unless one is under way; false if that is so. */
  static boolean begin(
      Connection connection, String plan, Instant now, String author, boolean replace)
      throws SQLException {
    try (var delete = connection.prepareStatement(FORGET_COMPLETE)) {
      delete.setString(1, plan);
      delete.executeUpdate();
    }
    try (var insert = connection.prepareStatement(INSERT)) {
      insert.setString(1, plan);
      insert.setObject(2, now.atOffset(ZoneOffset.UTC));
      insert.setString(3, author);
      insert.setBoolean(4, replace);
      return insert.executeUpdate() > 0;
    }
  }

  /** How far the last one is; empty if there was none. */
  static Optional<Rebuild> find(Connection connection, RebuildQuery query) throws SQLException {
    try (var select = connection.prepareStatement(SELECT)) {
      select.setString(1, query.plan());
      try (var row = select.executeQuery()) {
        return row.next() ? Optional.of(read(row, query)) : Optional.empty();
      }
    }
  }

  private static Rebuild read(ResultSet row, RebuildQuery query) throws SQLException {
    var rebuild =
        Rebuild.newBuilder()
            .setExperiment(query.experiment())
            .setBackfill(query.backfill())
            .setRequestTime(timestamp(row, 1))
            .setAuthor(row.getString(2))
            .setReplace(row.getBoolean(3))
            .setShardsDone(row.getInt(4))
            .setUnits(row.getLong(5))
            .setDifferingUnits(row.getLong(6))
            .setDifferingSums(row.getLong(7));
    if (rebuild.getShardsDone() == Bucketing.SHARDS) {
      rebuild.setCompleteTime(timestamp(row, 8));
    }
    return rebuild.build();
  }

  private static Timestamp timestamp(ResultSet row, int column) throws SQLException {
    var time = row.getObject(column, OffsetDateTime.class).toInstant();
    return Timestamp.newBuilder()
        .setSeconds(time.getEpochSecond())
        .setNanos(time.getNano())
        .build();
  }
}
