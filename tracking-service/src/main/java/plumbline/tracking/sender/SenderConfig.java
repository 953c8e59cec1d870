package plumbline.tracking.sender;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What is kept of senders that number their batches. */
@ConfigMapping(prefix = "plumbline.senders")
public interface SenderConfig {
  /** How many of their runs are kept, the latest heard of. */
  @WithDefault("10000")
  int kept();

  /** How often the metrics are read from the database, and old runs are forgotten. */
  @WithDefault("15s")
  Duration refresh();
}
