package plumbline.tracking.statistics;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import plumbline.engine.bucketing.Bucketing;
import plumbline.kit.failure.Failure;
import plumbline.tracking.definitions.Definition;
import plumbline.tracking.definitions.DefinitionTable;
import plumbline.tracking.fold.StoredAggregates;
import plumbline.tracking.quantile.ScanTable;

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
   * One plan's statistics.
   *
   * @throws Failure.NotFound if no definition of a started experiment has arrived, or there is no
   *     such backfill
   * @throws Failure.Unavailable while a changed definition is being folded, or without a database
   */
  Statistics read(StatisticsQuery query) {
    try (var connection = database.getConnection()) {
      connection.setAutoCommit(false);
      // One snapshot for all that is read: no metric is ahead of another.
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setReadOnly(true);
      try {
        return read(connection, query);
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

  private Statistics read(Connection connection, StatisticsQuery query) throws SQLException {
    var pending = pendingBatches(connection);
    var definition =
        definitions
            .load(connection, query.plan())
            .orElseThrow(() ->
                query.backfill().isEmpty()
                    ? new Failure.NotFound("started experiment", query.experiment())
                    : new Failure.NotFound("backfill", query.plan()));
    requireFolded(connection, definition);
    return new Statistics(
        definition,
        definitions.backfill(connection, query.experiment(), query.backfill()),
        variants(connection, definition),
        query.segments() ? segments(connection, definition) : List.of(),
        ScanTable.read(connection, definition.key()),
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
            SELECT count(*) FROM folded_plan
            WHERE plan_key = ? AND (digest, enrol_end, cut) = (
              SELECT digest, enrol_end, cut FROM known_plan WHERE plan_key = ?)
            """)) {
      query.setString(1, definition.key());
      query.setString(2, definition.key());
      try (var row = query.executeQuery()) {
        row.next();
        var shards = row.getInt(1);
        if (shards < Bucketing.SHARDS) {
          throw new Failure.Unavailable(
              "version %d of '%s' is being folded: %d of 16 shards are done"
                  .formatted(definition.version(), definition.key(), shards));
        }
      }
    }
  }

  private static List<VariantSums> variants(Connection connection, Definition definition)
      throws SQLException {
    var variants = new ArrayList<VariantSums>();
    for (var i = 0; i < definition.plan().variants().size(); i++) {
      variants.add(new VariantSums(definition.layout()));
    }
    StoredAggregates.read(
        connection,
        definition.key(),
        (variant, day, _, aggregate) -> variants.get(variant).add(day, aggregate));
    if (!definition.layout().quantiles().isEmpty()) {
      StoredAggregates.readBars(
          connection,
          definition.key(),
          (metric, variant, day, bucket, events) ->
              variants.get(variant).add(metric, day, bucket, events));
    }
    return variants;
  }

  private static List<SegmentSums> segments(Connection connection, Definition definition)
      throws SQLException {
    var segments = new ArrayList<SegmentSums>();
    var attributes = definition.plan().segments();
    for (var i = 0; i < attributes.size(); i++) {
      var sums =
          new SegmentSums(
              attributes.get(i),
              StoredAggregates.isGivenUp(connection, definition.key(), i),
              definition.layout());
      StoredAggregates.readSegment(
          connection,
          definition.key(),
          i,
          (variant, _, value, aggregate) -> sums.add(variant, value, aggregate));
      segments.add(sums);
    }
    return segments;
  }
}
