package plumbline.tracking.retention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How old an event may be; beside the intake's other limits, where people look for it. */
@ConfigMapping(prefix = "plumbline.intake")
public interface EventRetentionConfig {
  /**
   * An event that is older is refused, unless an experiment needs it; it is kept until its month is
   * older.
   */
  @WithDefault("400d")
  Duration retention();
}
