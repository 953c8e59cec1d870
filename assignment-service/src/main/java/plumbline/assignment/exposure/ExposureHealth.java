package plumbline.assignment.exposure;

import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import plumbline.kit.health.Warning;

/** Whether exposures get to tracking-service. */
@Wellness
@ApplicationScoped
class ExposureHealth implements HealthCheck {
  private final Exposures exposures;
  private final ExposureSender sender;

  @Inject
  ExposureHealth(Exposures exposures, ExposureSender sender) {
    this.exposures = exposures;
    this.sender = sender;
  }

  @Override
  public HealthCheckResponse call() {
    return Warning.begin("exposures", sender.warning())
        .withData("waiting", exposures.size())
        .withData("lostSinceStart", exposures.dropped())
        .build();
  }
}
