package plumbline.tracking;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import plumbline.tracking.definitions.DefinitionFeed;
import plumbline.tracking.fold.FoldWorkers;

/**
 * Brings the schema up to date and then sets the background work going. The service starts without
 * its database and goes on trying; it is ready once the schema has been right.
 */
@Readiness
@ApplicationScoped
class Database implements HealthCheck {
  private static final Logger LOG = Logger.getLogger(Database.class);
  private static final long PAUSE_MILLIS = 500;

  private final Flyway flyway;
  private final DefinitionFeed definitions;
  private final FoldWorkers fold;
  private volatile boolean ready;
  private @Nullable Thread migration;

  @Inject
  Database(Flyway flyway, DefinitionFeed definitions, FoldWorkers fold) {
    this.flyway = flyway;
    this.definitions = definitions;
    this.fold = fold;
  }

  void start(@Observes StartupEvent event) {
    migration = Thread.ofPlatform().daemon().name("migration").start(this::migrateAndBegin);
  }

  @PreDestroy
  void stop() {
    if (migration != null) {
      migration.interrupt();
    }
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("schema").status(ready).build();
  }

  private void migrateAndBegin() {
    try {
      while (!migrated()) {
        Thread.sleep(PAUSE_MILLIS);
      }
      ready = true;
      definitions.start();
      fold.start();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean migrated() {
    try {
      flyway.migrate();
      return true;
    } catch (FlywayException e) {
      LOG.warnf("the schema is not up to date yet: %s", e.getMessage());
      return false;
    }
  }
}
