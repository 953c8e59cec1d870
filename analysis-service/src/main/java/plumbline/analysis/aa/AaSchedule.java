package plumbline.analysis.aa;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;

/** Orders a check by itself when none has said anything for long. */
@ApplicationScoped
class AaSchedule {
  /** Where no experiment had enough units, so many polls go by before they are asked again. */
  private static final int POLLS_BETWEEN = 30;

  private final AgroalDataSource database;
  private final AaCandidates candidates;
  private final AaChecks checks;
  private final AaStatus status;
  private final AaConfig config;
  private final Clock clock;
  private Instant nextLook = Instant.MIN;

  @Inject
  AaSchedule(
      AgroalDataSource database,
      AaCandidates candidates,
      AaChecks checks,
      AaStatus status,
      AaConfig config,
      Clock clock) {
    this.database = database;
    this.candidates = candidates;
    this.checks = checks;
    this.status = status;
    this.config = config;
    this.clock = clock;
  }

  /** Orders one if it is time; called by one thread. */
  void look() throws SQLException {
    try (var connection = database.getConnection()) {
      connection.setAutoCommit(true);
      var times = AaTimes.read(connection);
      status.note(times);
      var now = clock.instant();
      if (times.isDue(config.every(), now) && !now.isBefore(nextLook)) {
        nextLook = now.plus(config.poll().multipliedBy(POLLS_BETWEEN));
        order(connection);
      }
    }
  }

  private void order(Connection connection) throws SQLException {
    var study = candidates.newest(connection);
    if (study.isPresent()) {
      var metric = AaCandidates.metric(study.get()).orElseThrow();
      checks.schedule(connection, study.get(), metric.key());
    }
  }
}
