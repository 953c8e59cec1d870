package plumbline.benchmarks;

import java.util.Arrays;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;

/**
 * How one figure varies over rounds.
 *
 * @param median the middle one
 * @param min the smallest
 * @param max the largest
 * @param low lower end of the mean's 95 % interval, by Student's t over rounds; NaN for one round
 * @param high its upper end
 */
public record Spread(double median, double min, double max, double low, double high) {

  /**
   * The spread of at least one value.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Spread of(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("no values");
    }
    var sorted = values.clone();
    Arrays.sort(sorted);
    var count = sorted.length;
    var mean = StatUtils.mean(sorted);
    var half =
        count == 1
            ? Double.NaN
            : new TDistribution(null, count - 1.0).inverseCumulativeProbability(0.975)
                * Math.sqrt(StatUtils.variance(sorted) / count);
    var median = (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
    return new Spread(median, sorted[0], sorted[count - 1], mean - half, mean + half);
  }
}
