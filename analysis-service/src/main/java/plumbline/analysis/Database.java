package plumbline.analysis;

import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import plumbline.kit.background.BackgroundWork;
import plumbline.kit.database.MigrationConfig;
import plumbline.kit.database.SchemaMigration;

/**
 * Sees that the schema is up to date and then sets the background work going. The service starts
 * without its database and goes on trying; it is ready once the schema has been right.
 */
@Readiness
@ApplicationScoped
class Database implements HealthCheck {
  private final Flyway flyway;
  private final MigrationConfig config;
  private final List<BackgroundWork> work;
  private volatile boolean ready;
  private @Nullable SchemaMigration migration;

  @Inject
  Database(Flyway flyway, MigrationConfig config, @All List<BackgroundWork> work) {
    this.flyway = flyway;
    this.config = config;
    this.work = work;
  }

  void start(@Observes @Priority(SchemaMigration.FIRST) StartupEvent event) {
    migration = SchemaMigration.begin(flyway, config, this::begin);
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
    work.forEach(BackgroundWork::start);
  }
}
