package plumbline.kit.limit;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import plumbline.kit.failure.Failure;

/**
 * How often somebody may call: so many calls a second, and a second's worth of them at once. A
 * token bucket that is kept as the one moment when it would be full again, so that a call is one
 * comparison and one exchange, and allocates nothing.
 */
public final class CallRate {
  /** As often as one likes. */
  public static final CallRate UNLIMITED = new CallRate(0, System::nanoTime);

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final int callsPerSecond;
  private final long interval;
  private final long slack;
  private final LongSupplier nanos;
  private final AtomicLong full;

  /**
   * A full one.
   *
   * @param callsPerSecond up to 1,000,000; 0: as many as one likes
   * @param nanos a clock such as {@link System#nanoTime}
   */
  public CallRate(int callsPerSecond, LongSupplier nanos) {
    this.callsPerSecond = callsPerSecond;
    this.interval = callsPerSecond == 0 ? 0 : SECOND / callsPerSecond;
    this.slack = SECOND - interval;
    this.nanos = nanos;
    this.full = new AtomicLong(nanos.getAsLong());
  }

  /** Whether there is a limit at all. */
  public boolean isLimited() {
    return interval > 0;
  }

  /** Whether one more call may be made; if so, it is counted. */
  public boolean take() {
    if (!isLimited()) {
      return true;
    }
    var now = nanos.getAsLong();
    while (true) {
      var before = full.get();
      // By differences: nanoTime may overflow.
      var start = before - now > 0 ? before : now;
      if (start - now > slack) {
        return false;
      }
      if (full.compareAndSet(before, start + interval)) {
        return true;
      }
    }
  }

  /**
   * Counts one more call.
   *
   * @throws Failure.Exhausted if there were too many; a second later there is room again
   */
  public void require() {
    if (!take()) {
      throw exhausted();
    }
  }

  /** What is answered to a call too many. */
  public Failure.Exhausted exhausted() {
    return new Failure.Exhausted(
        "more than " + callsPerSecond + " calls per second: try again later");
  }
}
