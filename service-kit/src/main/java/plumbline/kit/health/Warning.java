package plumbline.kit.health;

import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/**
 * A check that is up whatever it finds: to take a replica out would help nobody. What is wrong
 * stands in it as {@code warning}.
 */
public final class Warning {
  private Warning() {}

  /** The check's answer; without a warning all is well. */
  public static HealthCheckResponse of(String check, Optional<String> warning) {
    return begin(check, warning).build();
  }

  /** The same, to add data to. */
  public static HealthCheckResponseBuilder begin(String check, Optional<String> warning) {
    var response = HealthCheckResponse.named(check).up();
    warning.ifPresent(it -> response.withData("warning", it));
    return response;
  }
}
