package plumbline.tracking.statistics;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What statistics promise. */
@ConfigMapping(prefix = "plumbline.statistics")
public interface StatisticsConfig {
  /** How long after its occurrence an event may still be expected to arrive. */
  @WithDefault("1h")
  Duration lateness();

  /** Since when events are recorded: no covariate looks back further. Empty: for long enough. */
  Optional<Instant> recordingSince();
}
