package plumbline.tracking.reconciliation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the statistics are looked after. */
@ConfigMapping(prefix = "plumbline.reconciliation")
public interface ReconciliationConfig {
  /** How often some units are looked at; 0: never. */
  @WithDefault("10m")
  Duration every();

  /** How many units each time, at the most. */
  @WithDefault("1000")
  int units();
}
