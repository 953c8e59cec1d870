package plumbline.assignment.flag;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the use of flags is kept, and when a flag is stale. */
@ConfigMapping(prefix = "plumbline.flags")
public interface FlagConfig {
  /** How often it is stored when flags were last asked for. */
  @WithDefault("60s")
  Duration useInterval();

  /** How long is long: since a decision, since a flag was made, since it was last asked for. */
  @WithDefault("30d")
  Duration staleAfter();
}
