package plumbline.tracking.definitions;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.protobuf.InvalidProtocolBufferException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import plumbline.engine.fold.FoldPlan;
import plumbline.kit.definition.Enrolments;
import plumbline.kit.feed.Arrived;
import plumbline.kit.feed.Held;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.tracking.v1.Backfill;

/**
 * The last definitions that arrived, durably: the fold goes on while assignment-service is away.
 */
@ApplicationScoped
public class DefinitionTable {
  private static final String UPSERT =
      """
      INSERT INTO definition AS d (experiment, version, started, body, plan, enrol_end, cut)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (experiment) DO UPDATE
      SET version = excluded.version, started = excluded.started, body = excluded.body,
          plan = CASE WHEN d.sealed THEN d.plan ELSE excluded.plan END,
          enrol_end = CASE WHEN d.sealed THEN d.enrol_end ELSE excluded.enrol_end END,
          cut = CASE WHEN d.sealed THEN d.cut ELSE excluded.cut END
      WHERE (d.version, d.started, d.plan, d.enrol_end, d.cut, d.body)
        <> (excluded.version, excluded.started, excluded.plan, excluded.enrol_end, excluded.cut,
            excluded.body)
      """;

  private static final String VERSIONS =
      "SELECT plan_key, version, digest, enrol_end, cut FROM known_plan WHERE ";
  private static final String BODY =
      """
      SELECT p.version, p.digest, d.body, b.body
      FROM known_plan p
      JOIN definition d USING (experiment)
      LEFT JOIN backfill b ON b.experiment = p.experiment AND b.key = p.backfill
      WHERE plan_key = ?
      """;

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
    var takeover = arrived.after(Held.lock(connection), following);
    if (takeover.write()) {
      keep(connection, arrived.experiments());
      SdkKeyTable.keep(connection, arrived);
      arrived.held().save(connection);
    }
    return takeover.follows();
  }

  /** Writes what differs from what is there, with what this version of the fold makes of it. */
  static void keep(Connection connection, List<Experiment> experiments) throws SQLException {
    try (var upsert = connection.prepareStatement(UPSERT)) {
      for (var experiment : experiments) {
        var foldable = FoldPlans.isFoldable(experiment);
        var enrolment = foldable ? Enrolments.of(experiment) : null;
        upsert.setString(1, experiment.getKey());
        upsert.setLong(2, experiment.getVersion());
        upsert.setBoolean(3, foldable);
        upsert.setBytes(4, experiment.toByteArray());
        upsert.setString(5, PlanDigest.of(experiment));
        upsert.setLong(6, enrolment == null ? FoldPlan.OPEN : enrolment.end());
        upsert.setLong(7, enrolment == null ? FoldPlan.OPEN : enrolment.cut());
        upsert.addBatch();
      }
      upsert.executeBatch();
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
   * All that is folded, by key, but for what is sealed; bodies are read again only when something
   * about them changed.
   */
  public Map<String, Definition> active(Connection connection) throws SQLException {
    try (var query = connection.prepareStatement(VERSIONS + "NOT sealed")) {
      var definitions = new HashMap<String, Definition>();
      for (var version : versions(query)) {
        definition(connection, version).ifPresent(found -> definitions.put(found.key(), found));
      }
      return definitions;
    }
  }

  /** One of them, sealed or not; empty if it did not arrive or did not start. */
  public Optional<Definition> load(Connection connection, String key) throws SQLException {
    try (var query = connection.prepareStatement(VERSIONS + "plan_key = ?")) {
      query.setString(1, key);
      var versions = versions(query);
      return versions.isEmpty() ? Optional.empty() : definition(connection, versions.getFirst());
    }
  }

  /** One backfill, if it is there. */
  public Optional<Backfill> backfill(Connection connection, String experiment, String key)
      throws SQLException {
    try (var query =
        connection.prepareStatement("SELECT body FROM backfill WHERE experiment = ? AND key = ?")) {
      query.setString(1, experiment);
      query.setString(2, key);
      try (var row = query.executeQuery()) {
        return row.next() ? Optional.of(backfill(row.getBytes(1))) : Optional.empty();
      }
    }
  }

  private static List<Version> versions(PreparedStatement query) throws SQLException {
    try (var rows = query.executeQuery()) {
      var versions = new ArrayList<Version>();
      while (rows.next()) {
        versions.add(
            new Version(
                rows.getString(1),
                rows.getLong(2),
                new PlanVersion(rows.getString(3), rows.getLong(4), rows.getLong(5))));
      }
      return versions;
    }
  }

  private Optional<Definition> definition(Connection connection, Version version)
      throws SQLException {
    var known = parsed.getIfPresent(version);
    return known == null ? read(connection, version.key) : Optional.of(known);
  }

  /** What the database holds by now, which may be newer than the version that was asked for. */
  private Optional<Definition> read(Connection connection, String key) throws SQLException {
    try (var query = connection.prepareStatement(BODY)) {
      query.setString(1, key);
      try (var row = query.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        var found = read(row.getBytes(3));
        var backfill = row.getBytes(4);
        var plan = backfill == null ? FoldPlans.of(found) : FoldPlans.of(found, backfill(backfill));
        var type = (short) found.getDefinition().getUnitTypeValue();
        var quantiles =
            backfill == null
                ? FoldPlans.quantiles(found)
                : FoldPlans.quantiles(found, backfill(backfill));
        var definition =
            new Definition(key, found.getVersion(), type, row.getString(2), plan, quantiles);
        parsed.put(new Version(key, definition.version(), definition.planVersion()), definition);
        return Optional.of(definition);
      }
    }
  }

  private static Backfill backfill(byte[] body) {
    try {
      return Backfill.parseFrom(body);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a stored backfill cannot be read", e);
    }
  }

  private static Experiment read(byte[] body) {
    try {
      return Experiment.parseFrom(body);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a stored definition cannot be read", e);
    }
  }

  /** All that a definition is made from: a version may come again where a database was restored. */
  private record Version(String key, long version, PlanVersion plan) {}
}
