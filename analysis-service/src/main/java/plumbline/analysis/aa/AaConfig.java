package plumbline.analysis.aa;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When A/A checks are made, and how large they may be. */
@ConfigMapping(prefix = "plumbline.aa")
public interface AaConfig {
  /** A check is made by itself once the last one that said something is this old; 0: never. */
  @WithDefault("90d")
  Duration every();

  /** How often checks that wait are looked for, and whether one is due. */
  @WithDefault("2s")
  Duration poll();

  /** Units that are split at most; of more, a sample. They are held in memory. */
  @WithDefault("100000")
  int maxUnits();
}
