package plumbline.analysis.aa;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When checks were made, as last read from the database. */
@ApplicationScoped
class AaStatus {
  private final AaConfig config;
  private final Clock clock;
  private volatile @Nullable AaTimes times;

  @Inject
  AaStatus(AaConfig config, Clock clock) {
    this.config = config;
    this.clock = clock;
  }

  void register(@Observes StartupEvent event, MeterRegistry registry) {
    Gauge.builder("plumbline.aa.overdue", this, AaStatus::gauge)
        .description("1 if no A/A check has said anything for too long; NaN until that is known")
        .register(registry);
  }

  /** Takes over what is stored. */
  void note(AaTimes stored) {
    times = stored;
  }

  /** Whether it has been too long; empty until that is known. */
  Optional<Boolean> overdue() {
    return Optional.ofNullable(times).map(it -> it.isOverdue(config.every(), clock.instant()));
  }

  /** When a check ended last that said something. */
  Optional<Instant> last() {
    return Optional.ofNullable(times).flatMap(AaTimes::lastSaid);
  }

  private double gauge() {
    return overdue().map(it -> it ? 1.0 : 0.0).orElse(Double.NaN);
  }
}
