package plumbline.assignment.database;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import plumbline.kit.database.MigrationConfig;
import plumbline.kit.database.SchemaMigration;

/** Sees that the schema is up to date while the service starts; nothing waits for it. */
@ApplicationScoped
class Migration {
  private final Flyway flyway;
  private final MigrationConfig config;
  private @Nullable SchemaMigration migration;

  @Inject
  Migration(Flyway flyway, MigrationConfig config) {
    this.flyway = flyway;
    this.config = config;
  }

  void start(@Observes @Priority(SchemaMigration.FIRST) StartupEvent event) {
    migration = SchemaMigration.begin(flyway, config, () -> {});
  }

  void stop(@Observes ShutdownEvent event) {
    if (migration != null) {
      migration.close();
    }
  }
}
