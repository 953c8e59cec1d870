package plumbline.analysis.lead;

import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import plumbline.kit.health.Warning;

/**
 * Whether somebody leads, as far as this replica knows: it either does, or hears that another does.
 */
@Wellness
@ApplicationScoped
class LeaderHealth implements HealthCheck {
  /** A lease and the time in which another replica would have taken it. */
  private static final Duration LONG = Duration.ofSeconds(10);

  private final Leadership leadership;

  @Inject
  LeaderHealth(Leadership leadership) {
    this.leadership = leadership;
  }

  @Override
  public HealthCheckResponse call() {
    return Warning.begin("leader", warning()).withData("leads", leadership.isLeader()).build();
  }

  private Optional<String> warning() {
    var silence = leadership.silence();
    return silence.compareTo(LONG) > 0
        ? Optional.of(
            "this replica has not heard who leads for %d s: guardrails may be judged by nobody"
                .formatted(silence.toSeconds()))
        : Optional.empty();
  }
}
