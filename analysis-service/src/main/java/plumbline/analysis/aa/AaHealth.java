package plumbline.analysis.aa;

import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Says when checks are overdue: a warning, as the service is no less ready for it. */
@Wellness
@ApplicationScoped
class AaHealth implements HealthCheck {
  private final AaStatus status;

  @Inject
  AaHealth(AaStatus status) {
    this.status = status;
  }

  @Override
  public HealthCheckResponse call() {
    var response = HealthCheckResponse.named("aa-checks").up();
    status.last().ifPresent(it -> response.withData("last", it.toString()));
    status.overdue().ifPresent(it -> response.withData("overdue", it));
    if (status.overdue().orElse(false)) {
      response.withData("warning", "no A/A check has passed or failed for too long");
    }
    return response.build();
  }
}
