package plumbline.kit.database;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jboss.logging.Logger;

/**
 * Brings a schema up to date, in the background and again until it succeeds: a database that is
 * away when a replica starts neither blocks nor aborts the start.
 */
public final class SchemaMigration implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(SchemaMigration.class);
  private static final long PAUSE_MILLIS = 500;

  private final Thread thread;

  private SchemaMigration(Thread thread) {
    this.thread = thread;
  }

  /**
   * Begins.
   *
   * @param whenDone is run once, when the schema is right, on the migration's thread
   */
  public static SchemaMigration begin(Flyway flyway, Runnable whenDone) {
    return new SchemaMigration(
        Thread.ofPlatform().daemon().name("migration").start(() -> run(flyway, whenDone)));
  }

  /** Gives up, if it is still trying. */
  @Override
  public void close() {
    thread.interrupt();
  }

  private static void run(Flyway flyway, Runnable whenDone) {
    try {
      for (var attempt = 1; !migrated(flyway, attempt); attempt++) {
        Thread.sleep(PAUSE_MILLIS);
      }
      whenDone.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean migrated(Flyway flyway, int attempt) {
    try {
      LOG.infof("schema is at version %s", flyway.migrate().targetSchemaVersion);
      return true;
    } catch (FlywayException e) {
      // The first says it; the others would only fill the log.
      LOG.logf(
          attempt == 1 ? Logger.Level.WARN : Logger.Level.DEBUG,
          "migration waits for the database: %s",
          e.getMessage());
      return false;
    }
  }
}
