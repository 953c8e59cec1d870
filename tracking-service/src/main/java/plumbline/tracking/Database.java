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
import org.jspecify.annotations.Nullable;
import plumbline.kit.database.SchemaMigration;
import plumbline.tracking.definitions.DefinitionFeed;
import plumbline.tracking.fold.FoldWorkers;

/**
 * Brings the schema up to date and then sets the background work going. The service starts without
 * its database and goes on trying; it is ready once the schema has been right.
 */
@Readiness
@ApplicationScoped
class Database implements HealthCheck {
  private final Flyway flyway;
  private final DefinitionFeed definitions;
  private final FoldWorkers fold;
  private volatile boolean ready;
  private @Nullable SchemaMigration migration;

  @Inject
  Database(Flyway flyway, DefinitionFeed definitions, FoldWorkers fold) {
    this.flyway = flyway;
    this.definitions = definitions;
    this.fold = fold;
  }

  void start(@Observes StartupEvent event) {
    migration = SchemaMigration.begin(flyway, this::begin);
  }

  @PreDestroy
  void stop() {
    if (migration != null) {
      migration.close();
    }
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("schema").status(ready).build();
  }

  private void begin() {
    ready = true;
    definitions.start();
    fold.start();
  }
}
