package plumbline.analysis.neighbour;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

/** Where tracking-service is, which has the statistics; application.properties has the defaults. */
@ConfigMapping(prefix = "plumbline.tracking")
public interface TrackingConfig {
  /** Its gRPC host. */
  String host();

  /** Its gRPC port. */
  int port();

  /** How long an answer is waited for. */
  Duration deadline();
}
