package plumbline.analysis.history;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import plumbline.analysis.results.Evaluator;
import plumbline.analysis.study.Observations;
import plumbline.analysis.study.Study;
import plumbline.analysis.verdict.ShownResults;
import plumbline.proto.analysis.v1.ResultsView;

/**
 * Takes down where an experiment has got to: its effects every while, its summary each time, and
 * its verdict once that is due.
 */
@ApplicationScoped
public class Recorder {
  private static final Duration HOURLY_AFTER = Duration.ofDays(1);
  private static final Duration DAILY_AFTER = Duration.ofDays(14);

  private final Evaluator evaluator;
  private final ShownResults shown;
  private final AgroalDataSource database;
  private final HistoryConfig config;
  private final Clock clock;

  @Inject
  Recorder(
      Evaluator evaluator,
      ShownResults shown,
      AgroalDataSource database,
      HistoryConfig config,
      Clock clock) {
    this.evaluator = evaluator;
    this.shown = shown;
    this.database = database;
    this.config = config;
    this.clock = clock;
  }

  /** To be called on a thread that may wait, for a started experiment. */
  public void record(Study study, Observations observations) throws SQLException {
    var now = clock.instant();
    var results =
        shown
            .shown(evaluator.evaluate(study, observations), ResultsView.RESULTS_VIEW_UNSPECIFIED)
            .await()
            .atMost(config.patience());
    try (var connection = database.getConnection()) {
      SummaryTable.save(connection, Summaries.of(study, results), now);
      var key = study.key().value();
      if (EffectTable.last(connection, key).filter(it -> isRecent(it, now)).isEmpty()) {
        EffectTable.add(connection, key, new Effects(study).rows(observations, now));
      }
    }
  }

  private boolean isRecent(Instant last, Instant now) {
    return last.plus(config.interval()).isAfter(now);
  }

  /** Drops what is too old to be kept so often. */
  public void thin() throws SQLException {
    var now = clock.instant();
    try (var connection = database.getConnection()) {
      EffectTable.thin(connection, now.minus(HOURLY_AFTER), "hour");
      EffectTable.thin(connection, now.minus(DAILY_AFTER), "day");
    }
  }
}
