package plumbline.assignment.database;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import plumbline.kit.database.SchemaMigration;

/** Brings the schema up to date while the service starts; nothing waits for it. */
@ApplicationScoped
class Migration {
  private final Flyway flyway;
  private @Nullable SchemaMigration migration;

  @Inject
  Migration(Flyway flyway) {
    this.flyway = flyway;
  }

  void start(@Observes StartupEvent event) {
    migration = SchemaMigration.begin(flyway, () -> {});
  }

  void stop(@Observes ShutdownEvent event) {
    if (migration != null) {
      migration.close();
    }
  }
}
