package plumbline.tracking.fold;

import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import plumbline.kit.health.Warning;

/** Whether counting keeps up, all replicas' together. */
@Wellness
@ApplicationScoped
class FoldHealth implements HealthCheck {
  /** Usually it takes less than one; docs/benchmarks.md has the figures. */
  private static final double BEHIND_SECONDS = 60;

  private final FoldLag lag;

  @Inject
  FoldHealth(FoldLag lag) {
    this.lag = lag;
  }

  @Override
  public HealthCheckResponse call() {
    var found = lag.last();
    var response = Warning.begin("fold", found.flatMap(FoldHealth::warning));
    found.ifPresent(it ->
        response
            .withData("pendingBatches", it.batches())
            .withData("behindSeconds", Math.round(it.seconds())));
    return response.build();
  }

  private static Optional<String> warning(FoldLag.Lag found) {
    return found.seconds() > BEHIND_SECONDS
        ? Optional.of(
            "counting is %.0f s behind, %d batches wait"
                .formatted(found.seconds(), found.batches()))
        : Optional.empty();
  }
}
