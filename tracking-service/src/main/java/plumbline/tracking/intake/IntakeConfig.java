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

  /** Events that wait for the disk, at the most; what comes then is refused with retry advice. */
  @WithDefault("20000")
  int queueEvents();

  /** The same in bytes on the wire. */
  @WithDefault("16777216")
  long queueBytes();

  /** Transactions at once. */
  @WithDefault("4")
  int writers();

  /** Events that requests share a transaction up to. */
  @WithDefault("2000")
  int groupEvents();

  /** Batches of one stream that are read before the first of them is answered. */
  @WithDefault("16")
  int streamWindow();

  /** How far ahead of our clock an event may be. */
  @WithDefault("10m")
  Duration maxAhead();

  /** A request that is not stored by then is answered UNAVAILABLE; sending it again is safe. */
  @WithDefault("10s")
  Duration timeout();

  /** A connection over which the database says nothing for so long is closed. */
  @WithDefault("30s")
  Duration maxSilence();
}
