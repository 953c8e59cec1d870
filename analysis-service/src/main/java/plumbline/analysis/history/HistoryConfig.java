package plumbline.analysis.history;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the course of experiments is taken down. */
@ConfigMapping(prefix = "plumbline.history")
public interface HistoryConfig {
  /** How often it is seen where an experiment has got to. */
  @WithDefault("10s")
  Duration look();

  /** How often an experiment's effects are taken down; of old ones fewer are kept. */
  @WithDefault("10m")
  Duration interval();

  /** How long the database is waited for. */
  @WithDefault("10s")
  Duration patience();
}
