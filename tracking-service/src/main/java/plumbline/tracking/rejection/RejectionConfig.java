package plumbline.tracking.rejection;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What is kept of events that were not taken. */
@ConfigMapping(prefix = "plumbline.rejections")
public interface RejectionConfig {
  /** How many of them are kept, the newest; 0 keeps none. */
  @WithDefault("10000")
  int kept();
}
