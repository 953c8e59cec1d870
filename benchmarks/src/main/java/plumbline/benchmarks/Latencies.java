package plumbline.benchmarks;

import java.time.Duration;
import java.util.Arrays;

/** Waiting times that were measured, as quantiles. */
public final class Latencies {
  private final long[] sortedNanos;

  private Latencies(long[] sortedNanos) {
    this.sortedNanos = sortedNanos;
  }

  /** Of these times, in any order; empty is allowed. */
  public static Latencies of(long... nanos) {
    var sorted = nanos.clone();
    Arrays.sort(sorted);
    return new Latencies(sorted);
  }

  /** How many. */
  public int count() {
    return sortedNanos.length;
  }

  /**
   * The smallest time that at least that share did not exceed.
   *
   * @param share above 0, at most 1
   * @throws IllegalStateException if there are none
   */
  public Duration quantile(double share) {
    if (sortedNanos.length == 0) {
      throw new IllegalStateException("no times");
    }
    var rank = (int) Math.ceil(share * sortedNanos.length);
    return Duration.ofNanos(sortedNanos[Math.max(0, rank - 1)]);
  }
}
