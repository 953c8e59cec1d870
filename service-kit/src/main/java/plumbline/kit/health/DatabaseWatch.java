package plumbline.kit.health;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.jspecify.annotations.Nullable;
import plumbline.kit.background.Background;

/**
 * Asks PostgreSQL every two seconds whether it is there, so that no health check has to. One that
 * hangs answers nothing at all: silence is told as well.
 */
@Wellness
@ApplicationScoped
public class DatabaseWatch implements HealthCheck {
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final int PATIENCE_SECONDS = 5;
  private static final Duration SILENCE = Duration.ofSeconds(15);

  private final AgroalDataSource database;
  private final Clock clock;
  private volatile Instant since;
  private volatile @Nullable Instant answered;
  private volatile @Nullable String trouble;
  private volatile @Nullable Background background;

  @Inject
  DatabaseWatch(AgroalDataSource database, Clock clock, MeterRegistry registry) {
    this.database = database;
    this.clock = clock;
    this.since = clock.instant();
    Gauge.builder("plumbline.database.reachable", this, it -> it.warning().isEmpty() ? 1 : 0)
        .description("1: the service's PostgreSQL answers this replica")
        .strongReference(true)
        .register(registry);
  }

  void start(@Observes StartupEvent event) {
    background = Background.every("database-watch", PAUSE, this::ask);
  }

  void stop(@Observes ShutdownEvent event) {
    var begun = background;
    if (begun != null) {
      begun.close();
    }
  }

  @Override
  public HealthCheckResponse call() {
    return Warning.of("database", warning());
  }

  /** What is wrong with it; empty: nothing. */
  public Optional<String> warning() {
    var last = answered;
    var from = (last == null ? since : last).truncatedTo(ChronoUnit.SECONDS);
    var known = trouble;
    if (known != null) {
      return Optional.of(
          last == null
              ? "PostgreSQL has not been reached since the start at %s: %s".formatted(from, known)
              : "PostgreSQL is not reachable since %s: %s".formatted(from, known));
    }
    return Duration.between(from, clock.instant()).compareTo(SILENCE) > 0
        ? Optional.of("PostgreSQL has not answered since " + from)
        : Optional.empty();
  }

  /**
   * That it fails is what health says, every time; the log has it from whoever needs the database.
   */
  private void ask() {
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      statement.setQueryTimeout(PATIENCE_SECONDS);
      statement.execute("SELECT 1");
      trouble = null;
      answered = clock.instant();
    } catch (SQLException e) {
      trouble = String.valueOf(e.getMessage());
    }
  }
}
