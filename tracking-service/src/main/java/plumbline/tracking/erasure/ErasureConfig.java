package plumbline.tracking.erasure;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How units are erased. */
@ConfigMapping(prefix = "plumbline.erasure")
public interface ErasureConfig {
  /** At least 32 random bytes, in base64 or hexadecimal; empty: no unit can be erased. */
  Optional<String> key();

  /** While no unit was erased, the intake looks this often whether another replica erased one. */
  @WithDefault("2s")
  Duration poll();
}
