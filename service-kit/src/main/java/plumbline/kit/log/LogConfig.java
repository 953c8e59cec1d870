package plumbline.kit.log;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How the log is written. */
@ConfigMapping(prefix = "plumbline.log")
public interface LogConfig {
  /** Each line is a JSON object, for whatever collects logs; otherwise it is text, for people. */
  @WithDefault("false")
  boolean json();
}
