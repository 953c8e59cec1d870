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

/**
 * The last definitions that arrived, durably: the fold goes on while assignment-service is away.
 */
@ApplicationScoped
public class DefinitionTable {
  private static final String UPSERT =
      """
      INSERT INTO definition (experiment, version, started, body, plan) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (experiment) DO UPDATE
      SET version = excluded.version, started = excluded.started, body = excluded.body,
          plan = CASE WHEN definition.sealed THEN definition.plan ELSE excluded.plan END
      WHERE (definition.version, definition.started, definition.plan, definition.body)
        <> (excluded.version, excluded.started, excluded.plan, excluded.body)
      """;

  private static final String VERSIONS =
      "SELECT experiment, version, plan FROM definition WHERE started";
  private static final String BODY =
      "SELECT body, plan FROM definition WHERE experiment = ? AND started";

  private final Cache<Version, Definition> parsed =
      Caffeine.newBuilder().maximumSize(10_000).build();

  /**
   * Takes over what arrived, unless what is held is as new; answers whether what is held leads on
   * to what the same stream brings next.
   *
   * @param following what this answered for the same stream before
   * @throws IllegalStateException if changes arrived that do not go on from what is held
   */
  boolean save(Connection connection, Arrived arrived, boolean following) throws SQLException {
    var held = held(connection);
    var otherEpoch = !held.epoch.equals(arrived.epoch());
    if (arrived.since().isEmpty()) {
      // A replica that lags behind sends something older, and so does one whose database was
      // restored: its changes lead nowhere from here until it has sent everything once more.
      var taken = otherEpoch || arrived.version() >= held.version;
      if (taken) {
        write(connection, arrived);
      }
      return taken;
    }
    if (!otherEpoch && arrived.version() <= held.version) {
      return following;
    }
    if (otherEpoch || !following || held.version < arrived.since().getAsLong()) {
      throw new IllegalStateException("changes do not go on from version " + held.version);
    }
    write(connection, arrived);
    return true;
  }

  private static void write(Connection connection, Arrived arrived) throws SQLException {
    try (var upsert = connection.prepareStatement(UPSERT)) {
      for (var experiment : arrived.experiments()) {
        upsert.setString(1, experiment.getKey());
        upsert.setLong(2, experiment.getVersion());
        upsert.setBoolean(3, FoldPlans.isFoldable(experiment));
        upsert.setBytes(4, experiment.toByteArray());
        upsert.setString(5, PlanDigest.of(experiment));
        upsert.addBatch();
      }
      upsert.executeBatch();
    }
    try (var update =
        connection.prepareStatement("UPDATE definition_snapshot SET epoch = ?, version = ?")) {
      update.setString(1, arrived.epoch());
      update.setLong(2, arrived.version());
      update.executeUpdate();
    }
  }

  /** What arrived last; locked, so that replicas take over what arrives one after the other. */
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

  /**
   * Every started experiment by key, but for those that are sealed; bodies are read again only when
   * their version changed.
   */
  public Map<String, Definition> started(Connection connection) throws SQLException {
    var definitions = new HashMap<String, Definition>();
    try (var query = connection.prepareStatement(VERSIONS + " AND NOT sealed");
        var rows = query.executeQuery()) {
      while (rows.next()) {
        var version = new Version(rows.getString(1), rows.getLong(2), rows.getString(3));
        definition(connection, version)
            .ifPresent(found -> definitions.put(version.experiment, found));
      }
    }
    return definitions;
  }

  /** One started experiment; empty if it did not arrive or did not start. */
  public Optional<Definition> load(Connection connection, String experiment) throws SQLException {
    try (var query = connection.prepareStatement(VERSIONS + " AND experiment = ?")) {
      query.setString(1, experiment);
      try (var row = query.executeQuery()) {
        return row.next()
            ? definition(
                connection, new Version(row.getString(1), row.getLong(2), row.getString(3)))
            : Optional.empty();
      }
    }
  }

  private Optional<Definition> definition(Connection connection, Version version)
      throws SQLException {
    var known = parsed.getIfPresent(version);
    return known == null ? read(connection, version.experiment) : Optional.of(known);
  }

  /** What the database holds by now, which may be newer than the version that was asked for. */
  private Optional<Definition> read(Connection connection, String experiment) throws SQLException {
    try (var query = connection.prepareStatement(BODY)) {
      query.setString(1, experiment);
      try (var row = query.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        var found = read(row.getBytes(1));
        var plan = row.getString(2);
        var definition =
            new Definition(
                found.getVersion(),
                (short) found.getDefinition().getUnitTypeValue(),
                FoldPlans.of(found),
                plan);
        parsed.put(new Version(experiment, definition.version(), plan), definition);
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

  /** All that a definition is made from: a version may come again where a database was restored. */
  private record Version(String experiment, long version, String plan) {}
}
