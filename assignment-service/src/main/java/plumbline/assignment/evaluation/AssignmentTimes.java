package plumbline.assignment.evaluation;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Locale;

/**
 * How long one evaluation took, by the face that was asked. Bulk evaluations are left out: they
 * take as long as there are flags. The buckets are fixed, so that recording adds to counters alone.
 */
@ApplicationScoped
public class AssignmentTimes {
  /** The objectives in docs/runbooks.md are among them. */
  private static final Duration[] BUCKETS = {
    Duration.ofNanos(50_000),
    Duration.ofNanos(100_000),
    Duration.ofNanos(250_000),
    Duration.ofNanos(500_000),
    Duration.ofMillis(1),
    Duration.ofMillis(2),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(500)
  };

  /** Who may ask for one evaluation, and how. */
  public enum Face {
    GRPC,
    REST,
    FLAGD,
    OFREP
  }

  private final MeterRegistry registry;

  @Inject
  AssignmentTimes(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Every face is shown from the start, also one that nobody asks. */
  void register(@Observes StartupEvent event) {
    for (var face : Face.values()) {
      of(face);
    }
  }

  /** The timer of a face, to be kept by who asks. */
  public Timer of(Face face) {
    return Timer.builder("plumbline.assignment.evaluation")
        .description("One evaluation, from the request in memory to the answer in memory")
        .tag("face", face.name().toLowerCase(Locale.ROOT))
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }
}
