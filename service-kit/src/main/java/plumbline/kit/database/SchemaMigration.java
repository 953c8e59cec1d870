package plumbline.kit.database;

import io.quarkus.runtime.Quarkus;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jboss.logging.Logger;

/**
 * Brings a schema up to date, or waits until it is, in the background and again until it succeeds:
 * a database that is away when a replica starts neither blocks nor aborts the start.
 *
 * <p>A schema that has more than this version knows is right: a newer version was here first, and
 * leaves what this one needs.
 */
public final class SchemaMigration implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(SchemaMigration.class);

  /** Before everything else that begins at the start: who only migrates does nothing besides. */
  public static final int FIRST = 100;

  private static final long PAUSE_MILLIS = 500;

  /** Attempts after which a problem is said once more. */
  private static final int SAID_AGAIN = 120;

  private final Optional<Thread> thread;

  private SchemaMigration(Optional<Thread> thread) {
    this.thread = thread;
  }

  /**
   * Begins. With {@link MigrationConfig.Mode#ONLY} it is done when this returns, and the process
   * ends.
   *
   * @param whenDone is run once, when the schema is right, on a thread of its own; never by a
   *     process that only migrates
   */
  public static SchemaMigration begin(Flyway flyway, MigrationConfig config, Runnable whenDone) {
    return switch (config.migration()) {
      case ONLY -> {
        Quarkus.asyncExit(migrateOnce(flyway));
        yield new SchemaMigration(Optional.empty());
      }
      case AT_START -> inBackground(() -> migrate(flyway), whenDone);
      case NEVER -> inBackground(() -> look(flyway), whenDone);
    };
  }

  /** Gives up, if it is still trying. */
  @Override
  public void close() {
    thread.ifPresent(Thread::interrupt);
  }

  /** Whether it succeeded, as the exit code of the process. */
  private static int migrateOnce(Flyway flyway) {
    var problem = attempt(() -> migrate(flyway));
    problem.ifPresent(it -> LOG.errorf("not migrated: %s", it));
    return problem.isPresent() ? 1 : 0;
  }

  private static SchemaMigration inBackground(Attempt attempt, Runnable whenDone) {
    return new SchemaMigration(
        Optional.of(
            Thread.ofPlatform().daemon().name("migration").start(() -> run(attempt, whenDone))));
  }

  private static void run(Attempt attempt, Runnable whenDone) {
    try {
      for (var made = 0; ; made++) {
        var problem = attempt(attempt);
        if (problem.isEmpty()) {
          break;
        }
        // The first says it, and one a minute; the others would only fill the log.
        LOG.logf(
            made % SAID_AGAIN == 0 ? Logger.Level.WARN : Logger.Level.DEBUG,
            "the start waits for the database: %s",
            problem.get());
        Thread.sleep(PAUSE_MILLIS);
      }
      whenDone.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Optional<String> attempt(Attempt attempt) {
    try {
      return attempt.problem();
    } catch (FlywayException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static Optional<String> migrate(Flyway flyway) {
    flyway.migrate();
    return right(flyway);
  }

  /** What this version misses in the schema, or finds otherwise than it knows it. */
  private static Optional<String> look(Flyway flyway) {
    var pending = flyway.info().pending();
    if (pending.length > 0) {
      return Optional.of(
          "migrations are still to be made, %s to %s"
              .formatted(pending[0].getVersion(), pending[pending.length - 1].getVersion()));
    }
    var valid = flyway.validateWithResult();
    if (!valid.validationSuccessful) {
      return Optional.of(valid.getAllErrorMessages());
    }
    return right(flyway);
  }

  private static Optional<String> right(Flyway flyway) {
    LOG.infof("schema is at version %s", flyway.info().current().getVersion());
    return Optional.empty();
  }

  /** One look at the schema, or one try to bring it up to date. */
  @FunctionalInterface
  private interface Attempt {
    /** What keeps it from being right; empty: nothing. */
    Optional<String> problem();
  }
}
