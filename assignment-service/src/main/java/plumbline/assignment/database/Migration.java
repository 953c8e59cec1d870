package plumbline.assignment.database;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.flywaydb.core.Flyway;
import org.jboss.logging.Logger;

/**
 * Brings the schema up to date, in the background and again until it succeeds: a database that is
 * away when a replica starts neither blocks nor aborts the start.
 */
@ApplicationScoped
class Migration {
  private static final Logger LOG = Logger.getLogger(Migration.class);
  private static final long RETRY_MILLIS = 1_000;

  private final Flyway flyway;
  private final Vertx vertx;
  private volatile boolean stopped;
  private volatile boolean failedBefore;

  @Inject
  Migration(Flyway flyway, Vertx vertx) {
    this.flyway = flyway;
    this.vertx = vertx;
  }

  void start(@Observes StartupEvent event) {
    attempt();
  }

  void stop(@Observes ShutdownEvent event) {
    stopped = true;
  }

  private void attempt() {
    if (!stopped) {
      vertx
          .executeBlocking(flyway::migrate, false)
          .onSuccess(result -> LOG.infof("schema is at version %s", result.targetSchemaVersion))
          .onFailure(this::retry);
    }
  }

  private void retry(Throwable cause) {
    if (!failedBefore) {
      failedBefore = true;
      LOG.warnf("migration waits for the database: %s", cause.getMessage());
    }
    vertx.setTimer(RETRY_MILLIS, _ -> attempt());
  }
}
