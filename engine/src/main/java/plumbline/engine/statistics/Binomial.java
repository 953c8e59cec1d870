package plumbline.engine.statistics;

/** How many of n independent units do it, each with probability p. */
public final class Binomial {
  private Binomial() {}

  /**
   * P(X &le; k), as a tail of its own.
   *
   * @param k any number: none is below 0, all are at most n
   * @param n 0 or more
   * @param p from 0 to 1
   */
  public static double atMost(long k, long n, double p) {
    require(n, p);
    if (k < 0 || k >= n) {
      return k < 0 ? 0.0 : 1.0;
    }
    return BetaDistribution.upperTail(p, k + 1.0, (double) n - k);
  }

  /**
   * P(X &ge; k), as a tail of its own.
   *
   * @param k any number
   * @param n 0 or more
   * @param p from 0 to 1
   */
  public static double atLeast(long k, long n, double p) {
    require(n, p);
    if (k < 1 || k > n) {
      return k < 1 ? 1.0 : 0.0;
    }
    return BetaDistribution.lowerTail(p, k, n - k + 1.0);
  }

  /**
   * The natural logarithm of P(X = k).
   *
   * @param k from 0 to n
   * @param p between 0 and 1
   */
  static double logProbability(long k, long n, double p) {
    double q = 1.0 - p;
    double density = BetaDistribution.logDensity(p, q, k + 1.0, n - k + 1.0);
    return density - Math.log((n + 1.0) * p * q);
  }

  private static void require(long n, double p) {
    if (n < 0 || !(p >= 0.0 && p <= 1.0)) {
      throw new IllegalArgumentException("no binomial with n=" + n + ", p=" + p);
    }
  }
}
