package plumbline.assignment.snapshot;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready as soon as there is a snapshot to assign by, and for ever after: it outlives its sources.
 */
@Readiness
@ApplicationScoped
public class SnapshotHealth implements HealthCheck {
  private static final double MILLIS = 1_000;

  /** Ten times what is usual. */
  private static final Duration OLD = Duration.ofSeconds(30);

  private final Snapshots snapshots;

  @Inject
  SnapshotHealth(Snapshots snapshots) {
    this.snapshots = snapshots;
  }

  void register(@Observes StartupEvent event, MeterRegistry registry) {
    Gauge.builder("plumbline.snapshot.version", this, SnapshotHealth::version)
        .description("Version of the definitions that are assigned by; NaN without any")
        .register(registry);
    Gauge.builder("plumbline.snapshot.age", this, SnapshotHealth::ageSeconds)
        .description("How long ago they were last known to be the newest; NaN without any")
        .baseUnit("seconds")
        .register(registry);
  }

  @Override
  public HealthCheckResponse call() {
    var response = HealthCheckResponse.named("snapshot").status(snapshots.current().isPresent());
    snapshots
        .current()
        .map(Snapshot::version)
        .ifPresent(version ->
            response.withData("epoch", version.epoch()).withData("version", version.version()));
    snapshots.age().ifPresent(age -> response.withData("ageMillis", age.toMillis()));
    warning().ifPresent(it -> response.withData("warning", it));
    return response.build();
  }

  private Optional<String> warning() {
    if (snapshots.current().isEmpty()) {
      return Optional.of(
          "no definitions yet: neither PostgreSQL nor Redis has given any since the start");
    }
    return snapshots
        .age()
        .filter(age -> age.compareTo(OLD) > 0)
        .map(age -> "PostgreSQL has not confirmed the definitions for " + age.toSeconds() + " s");
  }

  private double version() {
    return snapshots.current().map(held -> (double) held.version().version()).orElse(Double.NaN);
  }

  private double ageSeconds() {
    return snapshots.age().map(age -> age.toMillis() / MILLIS).orElse(Double.NaN);
  }
}
