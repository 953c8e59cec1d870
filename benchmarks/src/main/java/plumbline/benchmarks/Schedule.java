package plumbline.benchmarks;

import java.util.Random;

/** When requests of an open loop are due: independent callers, so gaps are exponential. */
public final class Schedule {
  private Schedule() {}

  /**
   * Times since the start, rising.
   *
   * @param perSecond requests each second on the average, above 0
   * @param count how many
   * @return nanoseconds
   */
  public static long[] arrivals(double perSecond, int count, Random random) {
    var arrivals = new long[count];
    var seconds = 0.0;
    for (var i = 0; i < count; i++) {
      seconds -= Math.log(1 - random.nextDouble()) / perSecond;
      arrivals[i] = (long) (seconds * 1e9);
    }
    return arrivals;
  }
}
