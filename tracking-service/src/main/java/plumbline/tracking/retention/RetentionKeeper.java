package plumbline.tracking.retention;

import io.agroal.api.AgroalDataSource;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import plumbline.kit.background.BackgroundWork;
import plumbline.kit.database.Transactions;
import plumbline.tracking.StartCheck;

/** Looks after what is stored: before the service is ready, and every hour from then on. */
@ApplicationScoped
public class RetentionKeeper implements BackgroundWork, StartCheck {
  private static final Logger LOG = Logger.getLogger(RetentionKeeper.class);
  private static final Duration INTERVAL = Duration.ofHours(1);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMinutes(1);

  private final AgroalDataSource database;
  private final RetentionCheck check;
  private final Partitions partitions;
  private final Cleaning cleaning;
  private final Clock clock;
  private @Nullable Thread thread;

  @Inject
  RetentionKeeper(
      AgroalDataSource database,
      RetentionCheck check,
      Partitions partitions,
      Cleaning cleaning,
      Clock clock) {
    this.database = database;
    this.check = check;
    this.partitions = partitions;
    this.cleaning = cleaning;
    this.clock = clock;
  }

  /** Makes the months that the intake needs, if the setting allows to start. */
  @Override
  public Optional<String> problem(Connection connection) throws SQLException {
    var now = clock.instant();
    var refusal = Transactions.in(connection, () -> check.refusal(connection, now));
    if (refusal.isEmpty()) {
      partitions.makeAhead(connection, now);
    }
    return refusal;
  }

  @Override
  public void start() {
    thread = Thread.ofPlatform().daemon().name("retention").start(this::work);
  }

  @PreDestroy
  void stop() {
    if (thread != null) {
      thread.interrupt();
    }
  }

  private void work() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Thread.sleep(round() ? INTERVAL : PAUSE_AFTER_FAILURE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private boolean round() {
    try {
      look(clock.instant());
      return true;
    } catch (SQLException | RuntimeException e) {
      LOG.warnf(e, "what is stored is looked after again in a minute");
      return false;
    }
  }

  /** What is done every hour, at that time by our clock. */
  public void look(Instant now) throws SQLException {
    try (var connection = database.getConnection()) {
      partitions.makeAhead(connection, now);
      Transactions.in(
          connection,
          () -> {
            check.look(connection, now);
            return now;
          });
      cleaning.clean(connection, earlier(now, connection));
      partitions.look(connection);
    }
  }

  /** What goes does not come back: a clock that is ahead does not decide it alone. */
  private static Instant earlier(Instant now, Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT now()")) {
      row.next();
      var database = row.getObject(1, OffsetDateTime.class).toInstant();
      return database.isBefore(now) ? database : now;
    }
  }
}
