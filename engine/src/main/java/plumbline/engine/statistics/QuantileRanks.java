package plumbline.engine.statistics;

import java.util.Optional;
import java.util.function.LongPredicate;
import org.apache.commons.math3.special.Beta;

/**
 * Between which of n independent values in rising order a quantile of their distribution lies,
 * whatever that is: how many are at or below it is binomial (Conover 1999, Practical Nonparametric
 * Statistics, 3.2). Conservative: each end is missed with a chance of alpha/2 at most.
 *
 * @param lower from 1 on
 * @param upper up to n, above lower
 */
public record QuantileRanks(long lower, long upper) {
  /**
   * The ranks; empty where even the lowest or the highest value is too near.
   *
   * @param n values
   * @param nu which quantile, above 0 and below 1
   * @param alpha two-sided
   */
  public static Optional<QuantileRanks> of(long n, double nu, double alpha) {
    HistogramQuantile.require(nu);
    Alpha.require(alpha);
    double tail = 0.5 * alpha;
    long lower = first(n, k -> atMost(k, n, nu) >= tail);
    long upper = first(n, k -> moreThan(k, n, nu) <= tail) + 1;
    return lower < 1 || upper > n ? Optional.empty() : Optional.of(new QuantileRanks(lower, upper));
  }

  /** The first count from 0 on of which it is true, as of all from there on; n is not asked. */
  private static long first(long n, LongPredicate isReached) {
    long low = 0;
    long high = n;
    while (low < high) {
      long middle = low + (high - low) / 2;
      if (isReached.test(middle)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private static double atMost(long k, long n, double nu) {
    return Beta.regularizedBeta(1.0 - nu, (double) (n - k), k + 1.0);
  }

  private static double moreThan(long k, long n, double nu) {
    return Beta.regularizedBeta(nu, k + 1.0, (double) (n - k));
  }
}
