package plumbline.tracking.quantile;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How units are read for quantile metrics. */
@ConfigMapping(prefix = "plumbline.quantile")
public interface QuantileConfig {
  /** How long after a scan of an experiment's units the next one begins. */
  @WithDefault("60s")
  Duration scan();
}
