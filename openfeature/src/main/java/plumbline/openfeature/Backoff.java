package plumbline.openfeature;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long to wait after failures in a row: doubled each time, and each time half of it at random,
 * so that many senders do not come back together.
 *
 * @param random in [0, 1)
 */
record Backoff(Duration first, Duration most, DoubleSupplier random) {
  private static final int MAX_DOUBLINGS = 30;
  private static final Duration MOST_ASKED_FOR = Duration.ofMinutes(5);

  /**
   * The wait before the next attempt.
   *
   * @param failures before the last one
   * @param askedFor by the server; zero: nothing
   */
  Duration after(int failures, Duration askedFor) {
    var doubled = first.multipliedBy(1L << Math.min(failures, MAX_DOUBLINGS));
    var wait = doubled.compareTo(most) < 0 ? doubled : most;
    var jittered = Duration.ofNanos((long) (wait.toNanos() * (0.5 + random.getAsDouble() / 2)));
    var asked = askedFor.compareTo(MOST_ASKED_FOR) < 0 ? askedFor : MOST_ASKED_FOR;
    return asked.plus(jittered);
  }
}
