package plumbline.kit.notification;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** How long to wait after a failed attempt. */
record Backoff(Duration min, Duration max) {
  private static final int MOST_DOUBLINGS = 30;

  /**
   * Doubles with each attempt, and is between half of that and all of it by chance, so that what
   * failed together does not come again together.
   *
   * @param attempt the one that failed, from 1
   * @param asked what the receiver asked for, which is granted up to the longest pause
   */
  Duration after(int attempt, Optional<Duration> asked, RandomGenerator random) {
    var doubled = min.toMillis() << Math.min(attempt - 1, MOST_DOUBLINGS);
    // A shift that overflows is negative, or smaller than what was shifted.
    var full = doubled < min.toMillis() ? max.toMillis() : Math.min(doubled, max.toMillis());
    var pause = Duration.ofMillis(full / 2 + random.nextLong(full - full / 2 + 1));
    var granted = asked.map(it -> it.compareTo(max) < 0 ? it : max).orElse(pause);
    return granted.compareTo(pause) > 0 ? granted : pause;
  }
}
