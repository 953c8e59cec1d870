package plumbline.tracking.statistics;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long single units may be read: each stream holds a snapshot of the database. */
@ConfigMapping(prefix = "plumbline.units")
public interface UnitStreamConfig {
  /** Streams at once, in each replica. */
  @WithDefault("4")
  int streams();

  /** How long a client may read nothing. */
  @WithDefault("1m")
  Duration patience();

  /** How long a stream may last. */
  @WithDefault("30m")
  Duration longest();
}
