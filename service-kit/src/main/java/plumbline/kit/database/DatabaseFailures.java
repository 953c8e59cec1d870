package plumbline.kit.database;

import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import plumbline.kit.failure.Failure;

/** Tells a database that is away from a defect of ours. */
public final class DatabaseFailures {
  /** SQLSTATE classes: connection exception, insufficient resources, operator intervention. */
  private static final Set<String> AWAY = Set.of("08", "53", "57");

  /** 42P01, undefined table: the schema is still being migrated. */
  private static final String UNDEFINED_TABLE = "42P01";

  private DatabaseFailures() {}

  /** {@link Failure.Unavailable} where trying again may help; else what was thrown. */
  public static Throwable translate(Throwable thrown) {
    for (@Nullable Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof Failure) {
        return cause;
      }
      if (isAway(cause)) {
        return new Failure.Unavailable("the database cannot be reached now; trying again is safe");
      }
    }
    return thrown;
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
    return sqlState.equals(UNDEFINED_TABLE)
        || (sqlState.length() == 5 && AWAY.contains(sqlState.substring(0, 2)));
  }
}
