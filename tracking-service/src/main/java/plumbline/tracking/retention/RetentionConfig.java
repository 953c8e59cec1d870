package plumbline.tracking.retention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** What is kept for longer than the retention of events. */
@ConfigMapping(prefix = "plumbline.retention")
public interface RetentionConfig {
  /** How long an experiment's events are kept after it was decided, however old they are. */
  @WithDefault("30d")
  Duration grace();

  /**
   * How long keys are kept after they were stored; the retention of events and 60 days if absent.
   */
  Optional<Duration> keys();
}
