package plumbline.tracking.fold;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import plumbline.tracking.definitions.Definition;
import plumbline.tracking.definitions.PlanVersion;
import plumbline.tracking.unit.UnitKey;

/** One shard's work in the transaction that holds it. */
final class ShardWork {
  private final Connection connection;
  private final int shard;

  ShardWork(Connection connection, int shard) {
    this.connection = connection;
    this.shard = shard;
  }

  /** Shards that have work, or units to forget, or were folded with a plan that has changed. */
  static List<Integer> shards(Connection connection) throws SQLException {
    try (var query =
            connection.prepareStatement(
                """
                SELECT DISTINCT shard FROM fold_work
                UNION
                SELECT shard FROM erasure
                UNION
                SELECT s.shard
                FROM fold_shard s CROSS JOIN active_plan p
                LEFT JOIN folded_plan f USING (shard, plan_key)
                WHERE (f.digest, f.enrol_end, f.cut)
                  IS DISTINCT FROM (p.digest, p.enrol_end, p.cut)
                """);
        var rows = query.executeQuery()) {
      var shards = new ArrayList<Integer>();
      while (rows.next()) {
        shards.add(rows.getInt(1));
      }
      return shards;
    }
  }

  /** Takes the shard for this transaction; false if another one has it. */
  boolean lock() throws SQLException {
    try (var query =
        prepare("SELECT shard FROM fold_shard WHERE shard = ? FOR UPDATE SKIP LOCKED")) {
      try (var row = query.executeQuery()) {
        return row.next();
      }
    }
  }

  /** Takes the oldest work out; it is gone if the transaction commits. */
  List<Long> take(int maxBatches) throws SQLException {
    try (var delete =
        prepare(
            """
            DELETE FROM fold_work WHERE shard = ? AND batch IN (
              SELECT batch FROM fold_work WHERE shard = ? ORDER BY batch LIMIT ?)
            RETURNING batch
            """)) {
      delete.setInt(2, shard);
      delete.setInt(3, maxBatches);
      try (var rows = delete.executeQuery()) {
        var batches = new ArrayList<Long>();
        while (rows.next()) {
          batches.add(rows.getLong(1));
        }
        return batches;
      }
    }
  }

  /** As which the shard's statistics were folded, by the plan's key. */
  Map<String, PlanVersion> foldedPlans() throws SQLException {
    try (var query =
            prepare("SELECT plan_key, digest, enrol_end, cut FROM folded_plan WHERE shard = ?");
        var rows = query.executeQuery()) {
      var plans = new HashMap<String, PlanVersion>();
      while (rows.next()) {
        plans.put(
            rows.getString(1),
            new PlanVersion(rows.getString(2), rows.getLong(3), rows.getLong(4)));
      }
      return plans;
    }
  }

  void setFoldedPlans(Collection<Definition> plans) throws SQLException {
    try (var upsert =
        prepare(
            """
            INSERT INTO folded_plan (shard, plan_key, digest, enrol_end, cut)
            VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (shard, plan_key) DO UPDATE
            SET digest = excluded.digest, enrol_end = excluded.enrol_end, cut = excluded.cut
            """)) {
      for (var plan : plans) {
        var version = plan.planVersion();
        upsert.setString(2, plan.key());
        upsert.setString(3, version.digest());
        upsert.setLong(4, version.enrolEnd());
        upsert.setLong(5, version.cut());
        upsert.addBatch();
      }
      upsert.executeBatch();
    }
  }

  Set<UnitKey> unitsOfBatches(Collection<Long> batches) throws SQLException {
    try (var query =
        prepare("SELECT DISTINCT unit_type, unit FROM event WHERE shard = ? AND batch = ANY (?)")) {
      query.setArray(2, connection.createArrayOf("bigint", batches.toArray()));
      return units(query);
    }
  }

  /** Units that did something from one moment, inclusive, to the other, exclusive. */
  Set<UnitKey> unitsBetween(short type, long from, long to) throws SQLException {
    try (var query =
        prepare(
            """
            SELECT DISTINCT unit_type, unit FROM event
            WHERE shard = ? AND unit_type = ? AND occurred_at >= ? AND occurred_at < ?
            """)) {
      query.setShort(2, type);
      query.setObject(3, EventRows.time(from));
      query.setObject(4, EventRows.time(to));
      return units(query);
    }
  }

  private static Set<UnitKey> units(PreparedStatement query) throws SQLException {
    try (var rows = query.executeQuery()) {
      var units = new LinkedHashSet<UnitKey>();
      while (rows.next()) {
        units.add(new UnitKey(rows.getShort(1), rows.getString(2)));
      }
      return units;
    }
  }

  /** A statement whose first parameter is the shard. */
  private PreparedStatement prepare(String sql) throws SQLException {
    var statement = connection.prepareStatement(sql);
    statement.setInt(1, shard);
    return statement;
  }
}
