package plumbline.tracking.statistics;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import plumbline.engine.bucketing.Bucketing;
import plumbline.kit.database.DatabaseFailures;
import plumbline.kit.database.Snapshots;
import plumbline.kit.definition.Times;
import plumbline.kit.failure.Failure;
import plumbline.proto.tracking.v1.StreamUnitsResponse;
import plumbline.proto.tracking.v1.UnitsHeader;
import plumbline.tracking.definitions.Definition;
import plumbline.tracking.fold.StoredUnits;

/** Reads a plan's units through cursors, some at a time. */
@ApplicationScoped
class UnitReader {
  private static final Logger LOG = Logger.getLogger(UnitReader.class);

  private final AgroalDataSource database;
  private final FoldedPlans plans;
  private final Recording recording;
  private final StatisticsConfig config;
  private final Clock clock;

  @Inject
  UnitReader(
      AgroalDataSource database,
      FoldedPlans plans,
      Recording recording,
      StatisticsConfig config,
      Clock clock) {
    this.database = database;
    this.plans = plans;
    this.recording = recording;
    this.config = config;
    this.clock = clock;
  }

  /**
   * Hands over messages, one after the other, in one snapshot; what is thrown there ends it.
   *
   * @throws Failure.NotFound if no definition of a started experiment has arrived, or there is no
   *     such backfill
   * @throws Failure.Unavailable while a changed definition is being folded, or without a database
   */
  void read(UnitsQuery query, Consumer<StreamUnitsResponse> to) {
    try {
      var messages =
          Snapshots.read(
              database,
              connection -> {
                var definition = plans.load(connection, query.experiment(), query.backfill());
                query.check(definition.plan());
                var batch = new UnitBatch(header(connection, definition), to);
                read(connection, query, definition, batch);
                return batch;
              });
      messages.flush();
    } catch (SQLException e) {
      LOG.warnf("units were not read: %s", e);
      throw DatabaseFailures.failure(e);
    }
  }

  private UnitsHeader header(Connection connection, Definition definition) throws SQLException {
    return UnitsHeader.newBuilder()
        .setExperiment(definition.experiment())
        .setDefinitionVersion(definition.version())
        .addAllMetrics(definition.plan().metrics().stream().map(it -> it.key()).toList())
        .addAllSegments(definition.plan().segments())
        .setCompleteUpTo(Times.timestamp(completeUpTo()))
        .setCovariateWarning(recording.covariateWarning(definition.plan()))
        .setPendingBatches(FoldedPlans.pendingBatches(connection))
        .build();
  }

  private Instant completeUpTo() {
    return clock.instant().minus(config.lateness());
  }

  private void read(Connection connection, UnitsQuery query, Definition definition, UnitBatch batch)
      throws SQLException {
    var withCovariates = recording.covariateWarning(definition.plan()).isEmpty();
    var replies = new UnitReplies(definition, withCovariates);
    var variants = definition.plan().variants();
    for (var shard = 0; shard < Bucketing.SHARDS; shard++) {
      try (var units = StoredUnits.all(connection, definition.key(), shard)) {
        for (var key = units.unit(); key != null; key = units.unit()) {
          var state = units.state();
          if (state != null && query.wants(variants.get(state.variant()))) {
            batch.add(replies.render(key.id(), state));
          }
          units.next();
        }
      }
    }
  }
}
