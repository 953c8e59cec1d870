package plumbline.assignment.ramp;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How ramps are kept. */
@ConfigMapping(prefix = "plumbline.ramp")
public interface RampConfig {
  /** How often due steps are looked for, in memory; a step is at most that late. */
  @WithDefault("2s")
  Duration pollInterval();
}
