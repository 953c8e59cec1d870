package plumbline.tracking.retention;

import io.agroal.api.AgroalDataSource;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import plumbline.kit.database.Transactions;
import plumbline.kit.failure.Failure;

/**
 * Sees to it that there is a table for every month that an event is stored in. Any number of
 * replicas may: a month is made once.
 */
@ApplicationScoped
public class Partitions {
  private static final Logger LOG = Logger.getLogger(Partitions.class);
  private static final int MONTHS_AHEAD = 2;
  private static final int ATTEMPTS = 3;
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  /** Check violation: what PostgreSQL says where no partition takes a row. */
  private static final String NO_PARTITION = "23514";

  private final AgroalDataSource database;
  private final Retention retention;
  private volatile KnownMonths known = KnownMonths.NONE;

  @Inject
  Partitions(AgroalDataSource database, Retention retention) {
    this.database = database;
    this.retention = retention;
  }

  /**
   * Completes when there is a month for each of the times: at once, where all of them are known in
   * memory, else when those that were missing are made. Never blocks.
   *
   * @return fails with {@link Failure.Unavailable} if one could not be made now
   */
  public Uni<Void> ensure(Stream<Instant> times) {
    var held = known;
    var missing = new TreeSet<YearMonth>();
    times.filter(time -> !held.hold(time)).forEach(time -> missing.add(Months.of(time)));
    return missing.isEmpty()
        ? Uni.createFrom().voidItem()
        : Uni.createFrom()
            .voidItem()
            .emitOn(Infrastructure.getDefaultWorkerPool())
            .invoke(() -> makeForIntake(missing));
  }

  /** Whether a store failed as a month was missing: another replica dropped it meanwhile. */
  public static boolean isMissing(Throwable failure) {
    return failure instanceof PgException pg && NO_PARTITION.equals(pg.getSqlState());
  }

  /** Forgets which months there are; the next {@link #ensure} looks. */
  public void forget() {
    known = KnownMonths.NONE;
  }

  /** Makes every month that events may be of now and soon, so that the intake never waits. */
  void makeAhead(Connection connection, Instant now) throws SQLException {
    var first = Months.of(retention.oldest(now));
    make(connection, Months.between(first, Months.of(now).plusMonths(MONTHS_AHEAD)));
  }

  private void makeForIntake(Collection<YearMonth> months) {
    try (var connection = database.getConnection()) {
      make(connection, months);
    } catch (SQLException e) {
      LOG.warnf("months %s were not made: %s", months, e);
      throw new Failure.Unavailable(
          "no place for the month of an event could be made now; sending it again is safe");
    }
  }

  private void make(Connection connection, Collection<YearMonth> months) throws SQLException {
    connection.setAutoCommit(true);
    var missing = new TreeSet<>(months);
    missing.removeAll(attached(connection));
    for (var month : missing) {
      make(connection, month, ATTEMPTS);
    }
    known = KnownMonths.of(attached(connection));
  }

  private static void make(Connection connection, YearMonth month, int attempts)
      throws SQLException {
    try {
      var made =
          Transactions.in(
              connection,
              () -> {
                PartitionTable.lock(connection);
                return PartitionTable.attach(connection, month);
              });
      if (made) {
        LOG.infof("made %s", Months.table(month));
      }
    } catch (SQLException e) {
      if (attempts == 1 || !LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
        throw e;
      }
      make(connection, month, attempts - 1);
    }
  }

  /** Looks which months there are; answers them. */
  SortedSet<YearMonth> look(Connection connection) throws SQLException {
    var attached = attached(connection);
    known = KnownMonths.of(attached);
    return attached;
  }

  private static SortedSet<YearMonth> attached(Connection connection) throws SQLException {
    var attached = new TreeSet<YearMonth>();
    PartitionTable.all(connection)
        .forEach((month, state) -> {
          if (state == PartitionTable.State.ATTACHED) {
            attached.add(month);
          }
        });
    return attached;
  }

  KnownMonths known() {
    return known;
  }
}
