package plumbline.assignment.exposure;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How exposures travel to tracking-service. */
@ConfigMapping(prefix = "plumbline.exposures")
public interface ExposureConfig {
  /** How many may wait; what comes when so many do is lost, and counted. */
  @WithDefault("100000")
  int capacity();

  /** Most exposures in a batch, 1 to 1000. */
  @WithDefault("500")
  int batchSize();

  /** How long an exposure waits for others before a batch is sent that is not full. */
  @WithDefault("100ms")
  Duration linger();

  /** How many acknowledged exposures are remembered, so that repeats are not sent. */
  @WithDefault("500000")
  int remembered();

  /** A batch that is not acknowledged by then is sent again, unchanged. */
  @WithDefault("10s")
  Duration timeout();

  /** First pause before a batch is sent again; doubles up to {@link #maxBackoff}. */
  @WithDefault("100ms")
  Duration minBackoff();

  /** Longest pause before a batch is sent again. */
  @WithDefault("5s")
  Duration maxBackoff();

  /** How long a graceful end waits for what is still waiting to be sent. */
  @WithDefault("5s")
  Duration flushTimeout();
}
