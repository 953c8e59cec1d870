package plumbline.analysis.neighbour;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

/**
 * Where assignment-service is, which has the definitions; application.properties has the defaults.
 */
@ConfigMapping(prefix = "plumbline.assignment")
public interface AssignmentConfig {
  /** Its gRPC host. */
  String host();

  /** Its gRPC port. */
  int port();

  /** How long an answer is waited for. */
  Duration deadline();
}
