package plumbline.analysis.lead;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import plumbline.kit.background.Background;
import plumbline.kit.background.BackgroundWork;
import plumbline.kit.database.Transactions;

/**
 * Whether this replica leads. The lease is renewed every second and lasts four, by the database's
 * clock; one that ended is taken by whoever asks next. A leader that was suspended may believe that
 * it still leads, so each of its writes is fenced: its transaction locks the lease's row and finds
 * its own term there, or does nothing.
 */
@ApplicationScoped
public class Leadership implements BackgroundWork {
  static final Duration RENEWAL = Duration.ofSeconds(1);
  static final Duration LEASE = Duration.ofSeconds(4);

  /** Ends after those who work by it, which have the default priority. */
  private static final int LATE = jakarta.interceptor.Interceptor.Priority.PLATFORM_AFTER;

  private static final Logger LOG = Logger.getLogger(Leadership.class);

  private final AgroalDataSource database;
  private final UUID holder = UUID.randomUUID();
  private volatile @Nullable Term term;
  private volatile long answered = System.nanoTime();
  private @Nullable Background renewal;

  /**
   * A term of this replica's.
   *
   * @param end by System.nanoTime(); the database's end is no earlier
   */
  private record Term(long number, long end) {
    boolean isOver() {
      return System.nanoTime() - end >= 0;
    }
  }

  @Inject
  Leadership(AgroalDataSource database, MeterRegistry registry) {
    this.database = database;
    Gauge.builder("plumbline.leader", this, it -> it.isLeader() ? 1 : 0)
        .description("1: this replica watches guardrails; all replicas together should have one")
        .strongReference(true)
        .register(registry);
  }

  @Override
  public void start() {
    renewal = Background.every("leader", RENEWAL, this::renew);
  }

  /** Lets another replica lead at once. */
  void stop(@Observes @Priority(LATE) ShutdownEvent event) throws SQLException {
    if (renewal == null) {
      return;
    }
    renewal.close();
    if (isLeader()) {
      term = null;
      try (var connection = database.getConnection()) {
        LeaseTable.release(connection, holder);
      }
    }
  }

  /** Whether it leads, as far as it knows. */
  public boolean isLeader() {
    return term().isPresent();
  }

  /** Grows with each change of the leader; empty where another replica leads, or none. */
  public OptionalLong term() {
    var now = term;
    return now == null || now.isOver() ? OptionalLong.empty() : OptionalLong.of(now.number);
  }

  /** How long ago this replica last heard who leads; before that, how long it has been there. */
  Duration silence() {
    return Duration.ofNanos(System.nanoTime() - answered);
  }

  /** What a leader writes, in one transaction. */
  @FunctionalInterface
  public interface Write<T> {
    /** Writes it. */
    T to(Connection connection) throws SQLException;
  }

  /**
   * Writes it, if this replica still leads in that term when the transaction ends.
   *
   * @return what was written; empty, and nothing is, where it does not
   */
  public <T> Optional<T> write(long inTerm, Write<T> write) throws SQLException {
    try (var connection = database.getConnection()) {
      return Transactions.in(
          connection,
          () ->
              LeaseTable.fence(connection, holder, inTerm)
                  ? Optional.of(write.to(connection))
                  : Optional.empty());
    }
  }

  private void renew() throws SQLException {
    var begun = System.nanoTime();
    try (var connection = database.getConnection()) {
      connection.setAutoCommit(true);
      var taken = LeaseTable.take(connection, holder, LEASE);
      if (taken.isPresent() && !isLeader()) {
        LOG.infof("this replica leads, in term %d", taken.getAsLong());
      }
      answered = System.nanoTime();
      term = taken.isPresent() ? new Term(taken.getAsLong(), begun + LEASE.toNanos()) : (Term) null;
    }
  }
}
