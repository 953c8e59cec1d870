package plumbline.assignment.decision;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

/**
 * Where analysis-service is, which says what the results are; application.properties has the
 * defaults.
 */
@ConfigMapping(prefix = "plumbline.analysis")
public interface AnalysisConfig {
  /** Its gRPC host. */
  String host();

  /** Its gRPC port. */
  int port();

  /** How long an answer is waited for; it asks its own neighbours meanwhile. */
  Duration deadline();
}
