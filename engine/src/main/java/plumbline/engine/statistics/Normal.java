package plumbline.engine.statistics;

/**
 * The standard normal distribution, accurate far into the tails: a tail is computed as a tail,
 * never as one minus a probability near one.
 */
public final class Normal {
  private Normal() {}

  /** P(Z &gt; z); underflows to 0 only beyond z = 38. */
  public static double upperTail(double z) {
    double half = 0.5 * twoSided(z);
    return z < 0 ? 1.0 - half : half;
  }

  /** P(|Z| &gt; |z|): the two-sided p-value of a z statistic. */
  public static double twoSided(double z) {
    // The square of Z is chi-square: erfc(|z|/sqrt(2)) without the rounding of the square root.
    return ChiSquare.upperTail(z * z, 1.0);
  }

  /**
   * The z with P(Z &gt; z) = {@code tail}.
   *
   * @param tail from 1e-300 to 1, both excluded
   */
  public static double upperQuantile(double tail) {
    return tail > 0.5 ? -twoSidedQuantile(2.0 * (1.0 - tail)) : twoSidedQuantile(2.0 * tail);
  }

  /**
   * The z &ge; 0 with P(|Z| &gt; z) = {@code tail}: the critical value of a two-sided test.
   *
   * @param tail from 1e-300 (excluded) to 1
   */
  public static double twoSidedQuantile(double tail) {
    // A bound from above (erfc(z/sqrt(2)) <= exp(-z²/2)), from where the search only descends.
    double bound = Math.sqrt(-2.0 * Math.log(tail));
    return TailInversion.twoSided(tail, bound, Normal::twoSided, Normal::density);
  }

  static double density(double z) {
    return Math.exp(-0.5 * z * z) / Math.sqrt(2.0 * Math.PI);
  }
}
