package plumbline.tracking.intake;

import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import plumbline.kit.health.Warning;

/** Whether events still find room to wait for the disk. */
@Wellness
@ApplicationScoped
class IntakeHealth implements HealthCheck {
  private static final double NEARLY_FULL = 0.9;

  private final IntakeQueue queue;

  @Inject
  IntakeHealth(IntakeQueue queue) {
    this.queue = queue;
  }

  @Override
  public HealthCheckResponse call() {
    var full = queue.fullness();
    var warning =
        full >= NEARLY_FULL
            ? Optional.of(
                "%.0f %% of the room for events that wait for the disk is taken: more are refused"
                    .formatted(full * 100))
            : Optional.<String>empty();
    return Warning.of("intake", warning);
  }
}
