package plumbline.analysis.neighbour;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Where tracking-service is, which has the statistics. */
@ConfigMapping(prefix = "plumbline.tracking")
public interface TrackingConfig {
  /** Its gRPC host. */
  @WithDefault("localhost")
  String host();

  /** Its gRPC port. */
  @WithDefault("9082")
  int port();

  /** How long an answer is waited for. */
  @WithDefault("2S")
  Duration deadline();
}
