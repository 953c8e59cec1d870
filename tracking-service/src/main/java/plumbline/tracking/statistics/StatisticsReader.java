package plumbline.tracking.statistics;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jboss.logging.Logger;
import plumbline.engine.fold.Aggregate;
import plumbline.kit.failure.Failure;
import plumbline.tracking.definitions.Definition;
import plumbline.tracking.definitions.DefinitionTable;
import plumbline.tracking.fold.StoredAggregates;

/** Reads statistics; what it costs depends on days and shards, not on events. */
@ApplicationScoped
class StatisticsReader {
  private static final Logger LOG = Logger.getLogger(StatisticsReader.class);

  private final AgroalDataSource database;
  private final DefinitionTable definitions;
  private final StatisticsConfig config;
  private final Clock clock;

  @Inject
  StatisticsReader(
      AgroalDataSource database,
      DefinitionTable definitions,
      StatisticsConfig config,
      Clock clock) {
    this.database = database;
    this.definitions = definitions;
    this.config = config;
    this.clock = clock;
  }

  /**
   * One experiment's statistics.
   *
   * @throws Failure.NotFound if no definition of a started experiment has arrived
   * @throws Failure.Unavailable while a changed definition is being folded, or without a database
   */
  Statistics read(String experiment) {
    try (var connection = database.getConnection()) {
      connection.setAutoCommit(false);
      // One snapshot for all that is read: no metric is ahead of another.
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setReadOnly(true);
      try {
        return read(connection, experiment);
      } finally {
        connection.rollback();
        connection.setReadOnly(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      }
    } catch (SQLException e) {
      LOG.warnf("statistics were not read: %s", e);
      throw new Failure.Unavailable("the database is away");
    }
  }

  private Statistics read(Connection connection, String experiment) throws SQLException {
    var pending = pendingBatches(connection);
    var definition =
        definitions
            .load(connection, experiment)
            .orElseThrow(() -> new Failure.NotFound("started experiment", experiment));
    requireFolded(connection, definition);
    return new Statistics(
        definition,
        variants(connection, definition),
        clock.instant().minus(config.lateness()),
        pending);
  }

  private static long pendingBatches(Connection connection) throws SQLException {
    try (var query = connection.prepareStatement("SELECT count(DISTINCT batch) FROM fold_work");
        var row = query.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private static void requireFolded(Connection connection, Definition definition)
      throws SQLException {
    try (var query =
        connection.prepareStatement(
            """
            SELECT count(*) FROM fold_shard LEFT JOIN folded_plan f USING (shard)
            WHERE f.experiment = ? AND f.plan = ?
            """)) {
      query.setString(1, definition.experiment());
      query.setString(2, definition.planDigest());
      try (var row = query.executeQuery()) {
        row.next();
        var shards = row.getInt(1);
        if (shards < plumbline.engine.bucketing.Bucketing.SHARDS) {
          throw new Failure.Unavailable(
              "version %d of '%s' is being folded: %d of 16 shards are done"
                  .formatted(definition.version(), definition.experiment(), shards));
        }
      }
    }
  }

  private static List<VariantDays> variants(Connection connection, Definition definition)
      throws SQLException {
    var plan = definition.plan();
    var metrics = plan.metrics().size();
    var variants = new ArrayList<VariantDays>();
    for (var variant : plan.variants()) {
      variants.add(new VariantDays(variant, metrics, new TreeMap<LocalDate, Aggregate>()));
    }
    StoredAggregates.read(
        connection,
        plan.experiment(),
        (variant, day, aggregate) ->
            variants.get(variant).byDay().merge(day, aggregate, Aggregate::plus));
    return variants;
  }
}
