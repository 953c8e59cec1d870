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
import plumbline.kit.database.DatabaseFailures;
import plumbline.kit.database.Snapshots;
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
  private final FoldedPlans plans;
  private final DefinitionTable definitions;
  private final StatisticsConfig config;
  private final Clock clock;

  @Inject
  StatisticsReader(
      AgroalDataSource database,
      FoldedPlans plans,
      DefinitionTable definitions,
      StatisticsConfig config,
      Clock clock) {
    this.database = database;
    this.plans = plans;
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
    try {
      return Snapshots.read(database, connection -> read(connection, query));
    } catch (SQLException e) {
      LOG.warnf("statistics were not read: %s", e);
      throw DatabaseFailures.failure(e);
    }
  }

  private Statistics read(Connection connection, StatisticsQuery query) throws SQLException {
    var pending = FoldedPlans.pendingBatches(connection);
    var definition = plans.load(connection, query.experiment(), query.backfill());
    return new Statistics(
        definition,
        definitions.backfill(connection, query.experiment(), query.backfill()),
        variants(connection, definition),
        query.segments() ? segments(connection, definition) : List.of(),
        ScanTable.read(connection, definition.key()),
        clock.instant().minus(config.lateness()),
        pending);
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
