package plumbline.tracking.intake;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What the intake takes. */
@ConfigMapping(prefix = "plumbline.intake")
public interface IntakeConfig {
  /** Events in one request, at the most. */
  @WithDefault("1000")
  int maxBatch();

  /** Requests that are being stored at once; one more is refused with retry advice. */
  @WithDefault("256")
  int maxConcurrentRequests();

  /** Batches of one stream that are read before the first of them is answered. */
  @WithDefault("16")
  int streamWindow();

  /** An event that is older is refused, unless an imported experiment's time covers it. */
  @WithDefault("400d")
  Duration retention();

  /** How far ahead of our clock an event may be. */
  @WithDefault("10m")
  Duration maxAhead();

  /** A request that is not stored by then is answered UNAVAILABLE; sending it again is safe. */
  @WithDefault("10s")
  Duration timeout();
}
