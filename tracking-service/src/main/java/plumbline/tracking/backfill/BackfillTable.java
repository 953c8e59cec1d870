package plumbline.tracking.backfill;

import com.google.protobuf.InvalidProtocolBufferException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.tracking.v1.Backfill;

/** Backfills as they are stored, in one transaction. */
final class BackfillTable {
  private static final String EXPERIMENT =
      "SELECT body, started, sealed FROM definition WHERE experiment = ? FOR UPDATE";
  private static final String INSERT =
      "INSERT INTO backfill (experiment, key, body) VALUES (?, ?, ?)";
  private static final String LIST = "SELECT body FROM backfill WHERE experiment = ? ORDER BY key";
  private static final String DELETE = "DELETE FROM backfill WHERE experiment = ? AND key = ?";

  private static final List<String> STATISTICS =
      List.of(
          "unit_state",
          "unit_histogram",
          "aggregate",
          "aggregate_histogram",
          "segment_overflow",
          "quantile_scan",
          "folded_plan");

  private final Connection connection;

  BackfillTable(Connection connection) {
    this.connection = connection;
  }

  /** An experiment that may have backfills. */
  record Owner(Experiment definition, boolean started, boolean sealed) {}

  /** The experiment, locked: its backfills are made one after the other. */
  Optional<Owner> lock(String experiment) throws SQLException {
    try (var query = prepare(EXPERIMENT, experiment);
        var row = query.executeQuery()) {
      return row.next()
          ? Optional.of(
              new Owner(
                  Experiment.parseFrom(row.getBytes(1)), row.getBoolean(2), row.getBoolean(3)))
          : Optional.empty();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a stored definition cannot be read", e);
    }
  }

  boolean isKnown(String experiment) throws SQLException {
    try (var query = prepare("SELECT 1 FROM definition WHERE experiment = ?", experiment);
        var row = query.executeQuery()) {
      return row.next();
    }
  }

  /** By key. */
  List<Backfill> list(String experiment) throws SQLException {
    try (var query = prepare(LIST, experiment);
        var rows = query.executeQuery()) {
      var backfills = new ArrayList<Backfill>();
      while (rows.next()) {
        backfills.add(Backfill.parseFrom(rows.getBytes(1)));
      }
      return backfills;
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a stored backfill cannot be read", e);
    }
  }

  void insert(String experiment, Backfill backfill) throws SQLException {
    try (var insert = prepare(INSERT, experiment)) {
      insert.setString(2, backfill.getKey());
      insert.setBytes(3, backfill.toByteArray());
      insert.executeUpdate();
    }
  }

  /** Takes it away with all that was folded of it; false if there is none. */
  boolean delete(String experiment, String key) throws SQLException {
    try (var delete = prepare(DELETE, experiment)) {
      delete.setString(2, key);
      if (delete.executeUpdate() == 0) {
        return false;
      }
    }
    var plan = experiment + "/" + key;
    try (var statement = connection.createStatement()) {
      statement.execute("SET LOCAL lock_timeout = '10s'");
      // The rebuild first: who rebuilds a shard holds its part of that before the shard.
      update("DELETE FROM rebuild WHERE plan_key = ?", plan);
      // Who folds holds its shard's row: none that still knows of the backfill is under way.
      statement.execute("SELECT FROM fold_shard ORDER BY shard FOR UPDATE");
    }
    for (var table : STATISTICS) {
      update("DELETE FROM %s WHERE plan_key = ?".formatted(table), plan);
    }
    return true;
  }

  private void update(String sql, String plan) throws SQLException {
    try (var statement = prepare(sql, plan)) {
      statement.executeUpdate();
    }
  }

  private PreparedStatement prepare(String sql, String first) throws SQLException {
    var statement = connection.prepareStatement(sql);
    statement.setString(1, first);
    return statement;
  }
}
