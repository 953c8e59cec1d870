package plumbline.analysis.neighbour;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Where assignment-service is, which has the definitions. */
@ConfigMapping(prefix = "plumbline.assignment")
public interface AssignmentConfig {
  /** Its gRPC host. */
  @WithDefault("localhost")
  String host();

  /** Its gRPC port. */
  @WithDefault("9081")
  int port();

  /** How long an answer is waited for. */
  @WithDefault("2S")
  Duration deadline();
}
