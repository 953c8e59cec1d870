package plumbline.kit.database;

import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import plumbline.kit.failure.Failure;

/** Tells a database that is away, or has trouble of its own, from a defect of ours. */
public final class DatabaseFailures {
  private static final Logger LOG = Logger.getLogger(DatabaseFailures.class);

  /** SQLSTATE classes: connection exception, operator intervention. */
  private static final Set<String> AWAY = Set.of("08", "57");

  /** SQLSTATE classes: insufficient resources, and errors of the system it runs on. */
  private static final Set<String> IN_TROUBLE = Set.of("53", "58");

  /** Anything that has no state of its own: a quota that is used up, a file that may not grow. */
  private static final String INTERNAL_ERROR = "XX000";

  /** Undefined table, undefined column: the schema is still being migrated. */
  private static final Set<String> NOT_YET = Set.of("42P01", "42703");

  /** Of all that can be sent as text, the character 0 is what PostgreSQL does not take. */
  private static final String NO_TEXT = "22021";

  private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final AtomicLong SAID = new AtomicLong(System.nanoTime() - SILENT_NANOS);

  private DatabaseFailures() {}

  /** {@link Failure.Unavailable} where trying again may help; else what was thrown. */
  public static Throwable translate(Throwable thrown) {
    for (@Nullable Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof Failure) {
        return cause;
      }
      if (cause instanceof PgException e && NO_TEXT.equals(e.getSqlState())) {
        return noText();
      }
      if (isAway(cause)) {
        return new Failure.Unavailable("the database cannot be reached now; trying again is safe");
      }
      if (cause instanceof PgException e && isInTrouble(String.valueOf(e.getSqlState()))) {
        say(e);
        return new Failure.Unavailable("the database has trouble of its own; trying again is safe");
      }
    }
    return thrown;
  }

  /** The same for what JDBC throws at a caller's request. */
  public static Failure failure(SQLException thrown) {
    return NO_TEXT.equals(thrown.getSQLState())
        ? noText()
        : new Failure.Unavailable("the database is away");
  }

  private static Failure noText() {
    return new Failure.Invalid("request", "holds the character 0, which no text may");
  }

  private static boolean isAway(Throwable cause) {
    return switch (cause) {
      case PgException e -> isAway(String.valueOf(e.getSqlState()));
      case IOException _ -> true;
      // The client's own words for a closed connection or a full pool have no type of their own.
      case io.vertx.core.impl.NoStackTraceThrowable _ -> true;
      case io.vertx.core.VertxException _ -> true;
      case io.smallrye.mutiny.TimeoutException _ -> true;
      default -> false;
    };
  }

  private static boolean isAway(String sqlState) {
    return NOT_YET.contains(sqlState) || isOf(AWAY, sqlState);
  }

  private static boolean isInTrouble(String sqlState) {
    return sqlState.equals(INTERNAL_ERROR) || isOf(IN_TROUBLE, sqlState);
  }

  private static boolean isOf(Set<String> classes, String sqlState) {
    return sqlState.length() == 5 && classes.contains(sqlState.substring(0, 2));
  }

  /** Nobody but the operator can help, so the log has it; not for each of a thousand requests. */
  private static void say(PgException trouble) {
    var now = System.nanoTime();
    var last = SAID.get();
    if (now - last >= SILENT_NANOS && SAID.compareAndSet(last, now)) {
      LOG.errorf(
          "PostgreSQL has trouble of its own: %s (%s)",
          trouble.getErrorMessage(), trouble.getSqlState());
    }
  }
}
