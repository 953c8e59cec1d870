package plumbline.analysis.aa;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.jboss.logging.Logger;
import plumbline.analysis.aa.AaTable.Waiting;
import plumbline.analysis.neighbour.Definitions;
import plumbline.analysis.neighbour.Units;
import plumbline.analysis.study.Studies;
import plumbline.kit.failure.Failure;
import plumbline.proto.analysis.v1.AaCheck;
import plumbline.proto.analysis.v1.AaVerdict;

/**
 * Makes checks, one after the other. Whoever makes one holds a lock for as long as its connection
 * lives: one that was left by a process that died is begun again by any other.
 */
@ApplicationScoped
class AaRunner {
  private static final Logger LOG = Logger.getLogger(AaRunner.class);

  /** Of advisory locks: any number that nothing else uses. */
  private static final int LOCKS = 0x0AA0;

  private static final int MOST_ATTEMPTS = 10;
  private static final Duration BEFORE_AGAIN = Duration.ofMinutes(1);
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final int SPLITS_PER_PROBE = 100;
  private static final int PROBE_SECONDS = 5;

  private final AgroalDataSource database;
  private final Definitions definitions;
  private final Units units;
  private final AaConfig config;
  private final Clock clock;

  @Inject
  AaRunner(
      AgroalDataSource database,
      Definitions definitions,
      Units units,
      AaConfig config,
      Clock clock) {
    this.database = database;
    this.definitions = definitions;
    this.units = units;
    this.config = config;
    this.clock = clock;
  }

  /** Makes all that wait and that nobody else is making. */
  void runWaiting() throws SQLException {
    try (var connection = database.getConnection()) {
      connection.setAutoCommit(true);
      for (var check : AaTable.waiting(connection, clock.instant())) {
        if (ask(connection, "SELECT pg_try_advisory_lock(?, ?)", check)) {
          try {
            begin(connection, check);
          } finally {
            ask(connection, "SELECT pg_advisory_unlock(?, ?)", check);
          }
        }
      }
    }
  }

  private void begin(Connection connection, Waiting check) throws SQLException {
    if (!AaTable.begin(connection, check, clock.instant().plus(BEFORE_AGAIN))) {
      return;
    }
    if (check.attempts() >= MOST_ATTEMPTS) {
      complete(connection, check, brokenOff(check, "It was begun ten times and never ended."));
      return;
    }
    try {
      complete(connection, check, run(connection, check.check()));
    } catch (Failure.Unavailable | Failure.Exhausted e) {
      LOG.warnf("A/A check %d is begun again later: %s", check.id(), e.getMessage());
    } catch (Failure e) {
      complete(connection, check, brokenOff(check, String.valueOf(e.getMessage())));
    }
  }

  private AaCheck run(Connection connection, AaCheck check) {
    var study = Studies.parse(definitions.get(check.getExperiment()).await().atMost(ANSWER));
    var metric =
        ReplayedMetric.of(
            study,
            new AaQuery(
                study.key(),
                check.getMetric(),
                check.getPrePeriod(),
                check.getSplits(),
                check.getSeed()));
    var variant = check.getPrePeriod() ? "" : study.control().key();
    try (var stream = units.open(check.getExperiment(), variant)) {
      return new AaRun(check, metric, config.maxUnits())
          .run(stream, split -> probe(connection, split));
    }
  }

  /** Whoever has lost its connection has lost its lock. */
  private static void probe(Connection connection, int split) {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("the service is ending");
    }
    try {
      if (split % SPLITS_PER_PROBE == 0 && !connection.isValid(PROBE_SECONDS)) {
        throw new Failure.Unavailable("the database is away");
      }
    } catch (SQLException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private void complete(Connection connection, Waiting waiting, AaCheck check) throws SQLException {
    var done = check.toBuilder().setCompleteTime(AaTimes.timestamp(clock.instant())).build();
    AaTable.complete(connection, waiting.id(), done);
    LOG.logf(
        done.getVerdict() == AaVerdict.AA_VERDICT_FAILED ? Logger.Level.ERROR : Logger.Level.INFO,
        "A/A check %d of '%s' %s: %s",
        waiting.id(),
        done.getExperiment(),
        done.getVerdict(),
        done.getFindingsList());
  }

  private static AaCheck brokenOff(Waiting check, String why) {
    return check.check().toBuilder()
        .setVerdict(AaVerdict.AA_VERDICT_BROKEN_OFF)
        .addFindings(why)
        .build();
  }

  private static boolean ask(Connection connection, String sql, Waiting check) throws SQLException {
    try (var query = connection.prepareStatement(sql)) {
      query.setInt(1, LOCKS);
      query.setInt(2, (int) check.id());
      try (var row = query.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }
}
