package plumbline.tracking.definitions;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.protobuf.InvalidProtocolBufferException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentSnapshot;

/**
 * The last definitions that arrived, durably: the fold goes on while assignment-service is away.
 */
@ApplicationScoped
public class DefinitionTable {
  private static final String UPSERT =
      """
      INSERT INTO definition (experiment, version, started, body) VALUES (?, ?, ?, ?)
      ON CONFLICT (experiment) DO UPDATE
      SET version = excluded.version, started = excluded.started, body = excluded.body
      WHERE definition.version <> excluded.version OR ?
      """;

  private final Cache<Version, Definition> parsed =
      Caffeine.newBuilder().maximumSize(10_000).build();

  /** Takes over a snapshot unless it is no newer; answers whether it was. */
  boolean save(Connection connection, ExperimentSnapshot snapshot) throws SQLException {
    var held = held(connection);
    var otherEpoch = !held.epoch.equals(snapshot.getEpoch());
    if (!otherEpoch && snapshot.getVersion() <= held.version) {
      return false;
    }
    try (var upsert = connection.prepareStatement(UPSERT)) {
      for (var experiment : snapshot.getExperimentsList()) {
        upsert.setString(1, experiment.getKey());
        upsert.setLong(2, experiment.getVersion());
        upsert.setBoolean(3, FoldPlans.isFoldable(experiment));
        upsert.setBytes(4, experiment.toByteArray());
        upsert.setBoolean(5, otherEpoch);
        upsert.addBatch();
      }
      upsert.executeBatch();
    }
    try (var update =
        connection.prepareStatement("UPDATE definition_snapshot SET epoch = ?, version = ?")) {
      update.setString(1, snapshot.getEpoch());
      update.setLong(2, snapshot.getVersion());
      update.executeUpdate();
    }
    return true;
  }

  /** What arrived last; locked, so that replicas take over snapshots one after the other. */
  Held held(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row =
            statement.executeQuery("SELECT epoch, version FROM definition_snapshot FOR UPDATE")) {
      row.next();
      return new Held(row.getString(1), row.getLong(2));
    }
  }

  /** Every experiment that arrived. */
  List<Experiment> experiments(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT body FROM definition")) {
      var experiments = new ArrayList<Experiment>();
      while (rows.next()) {
        experiments.add(read(rows.getBytes(1)));
      }
      return experiments;
    }
  }

  /** Every started experiment by key; bodies are read again only when their version changed. */
  public Map<String, Definition> started(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery("SELECT experiment, version FROM definition WHERE started")) {
      var definitions = new HashMap<String, Definition>();
      while (rows.next()) {
        var experiment = rows.getString(1);
        var known = parsed.getIfPresent(new Version(experiment, rows.getLong(2)));
        if (known == null) {
          load(connection, experiment).ifPresent(found -> definitions.put(experiment, found));
        } else {
          definitions.put(experiment, known);
        }
      }
      return definitions;
    }
  }

  /** One started experiment; empty if it did not arrive or did not start. */
  public Optional<Definition> load(Connection connection, String experiment) throws SQLException {
    try (var query =
        connection.prepareStatement(
            "SELECT body FROM definition WHERE experiment = ? AND started")) {
      query.setString(1, experiment);
      try (var row = query.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        var found = read(row.getBytes(1));
        var definition =
            new Definition(
                found.getVersion(),
                (short) found.getDefinition().getUnitTypeValue(),
                FoldPlans.of(found));
        parsed.put(new Version(experiment, definition.version()), definition);
        return Optional.of(definition);
      }
    }
  }

  private static Experiment read(byte[] body) {
    try {
      return Experiment.parseFrom(body);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a stored definition cannot be read", e);
    }
  }

  /** What arrived last. */
  record Held(String epoch, long version) {}

  private record Version(String experiment, long version) {}
}
