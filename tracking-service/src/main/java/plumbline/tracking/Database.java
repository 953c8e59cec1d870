package plumbline.tracking;

import io.agroal.api.AgroalDataSource;
import io.quarkus.arc.All;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.flywaydb.core.Flyway;
import org.jboss.logging.Logger;
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
  private static final Logger LOG = Logger.getLogger(Database.class);
  private static final long PAUSE_MILLIS = 500;

  private final Flyway flyway;
  private final MigrationConfig config;
  private final AgroalDataSource database;
  private final List<StartCheck> checks;
  private final List<BackgroundWork> work;
  private volatile boolean ready;
  private @Nullable SchemaMigration migration;

  @Inject
  Database(
      Flyway flyway,
      MigrationConfig config,
      AgroalDataSource database,
      @All List<StartCheck> checks,
      @All List<BackgroundWork> work) {
    this.flyway = flyway;
    this.config = config;
    this.database = database;
    this.checks = checks;
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
    var problem = problem();
    if (problem.isPresent()) {
      LOG.fatalf("does not start: %s", problem.get());
      Quarkus.asyncExit(1);
      return;
    }
    ready = true;
    work.forEach(BackgroundWork::start);
  }

  /** What the first check finds that does not hold; again until the database answers. */
  private Optional<String> problem() {
    while (true) {
      try (var connection = database.getConnection()) {
        for (var check : checks) {
          var problem = check.problem(connection);
          if (problem.isPresent()) {
            return problem;
          }
        }
        return Optional.empty();
      } catch (SQLException e) {
        LOG.warnf("the start waits for the database: %s", e.getMessage());
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("ended before its start", e);
    }
  }
}
