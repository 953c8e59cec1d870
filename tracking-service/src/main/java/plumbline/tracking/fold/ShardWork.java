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
import java.util.Objects;
import java.util.Set;
import plumbline.tracking.definitions.Definition;
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
                FROM fold_shard s CROSS JOIN (SELECT experiment, plan FROM definition
                                              WHERE started AND NOT sealed) d
                LEFT JOIN folded_plan f USING (shard, experiment)
                WHERE f.plan IS DISTINCT FROM d.plan
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

  List<Long> take(int maxBatches) throws SQLException {
    try (var query =
        prepare("SELECT batch FROM fold_work WHERE shard = ? ORDER BY batch LIMIT ?")) {
      query.setInt(2, maxBatches);
      try (var rows = query.executeQuery()) {
        var batches = new ArrayList<Long>();
        while (rows.next()) {
          batches.add(rows.getLong(1));
        }
        return batches;
      }
    }
  }

  void remove(List<Long> batches) throws SQLException {
    try (var delete = prepare("DELETE FROM fold_work WHERE shard = ? AND batch = ANY (?)")) {
      delete.setArray(2, connection.createArrayOf("bigint", batches.toArray()));
      delete.executeUpdate();
    }
  }

  Map<String, String> foldedPlans() throws SQLException {
    try (var query = prepare("SELECT experiment, plan FROM folded_plan WHERE shard = ?");
        var rows = query.executeQuery()) {
      var plans = new HashMap<String, String>();
      while (rows.next()) {
        plans.put(rows.getString(1), rows.getString(2));
      }
      return plans;
    }
  }

  void setFoldedPlans(Set<String> experiments, Map<String, Definition> started)
      throws SQLException {
    try (var upsert =
        prepare(
            """
            INSERT INTO folded_plan (shard, experiment, plan) VALUES (?, ?, ?)
            ON CONFLICT (shard, experiment) DO UPDATE SET plan = excluded.plan
            """)) {
      for (var experiment : experiments) {
        upsert.setString(2, experiment);
        upsert.setString(3, Objects.requireNonNull(started.get(experiment)).planDigest());
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

  Set<UnitKey> unitsExposedTo(Collection<String> experiments) throws SQLException {
    if (experiments.isEmpty()) {
      return Set.of();
    }
    try (var query =
        prepare(
            "SELECT DISTINCT unit_type, unit FROM event WHERE shard = ? AND experiment = ANY (?)")) {
      query.setArray(2, connection.createArrayOf("text", experiments.toArray()));
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
