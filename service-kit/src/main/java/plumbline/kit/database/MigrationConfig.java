package plumbline.kit.database;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Who brings the schema up to date. */
@ConfigMapping(prefix = "plumbline.database")
public interface MigrationConfig {
  /** What this process does about it. */
  @WithDefault("at-start")
  Mode migration();

  /** What a process does about the schema. */
  enum Mode {
    /** Brings it up to date, in the background, and goes on trying. */
    AT_START,
    /** Brings it up to date, once, and ends: with 0 if it could, else with 1. */
    ONLY,
    /** Waits until it is what this version needs; somebody else brings it up to date. */
    NEVER
  }
}
