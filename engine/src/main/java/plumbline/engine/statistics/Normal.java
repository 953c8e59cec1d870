package plumbline.engine.statistics;

import org.apache.commons.math3.special.Gamma;

/**
 * The standard normal distribution, accurate far into the tails: a tail is computed as a tail,
 * never as one minus a probability near one.
 */
public final class Normal {
  private static final double LOG_2 = Math.log(2.0);

  /** Each doubles the digits, beginning with one. */
  private static final int CENTRE_STEPS = 5;

  private Normal() {}

  /** P(Z &gt; z); underflows to 0 only beyond z = 38. */
  public static double upperTail(double z) {
    double half = 0.5 * twoSided(z);
    return z < 0 ? 1.0 - half : half;
  }

  /** P(|Z| &gt; |z|): the two-sided p-value of a z statistic. */
  public static double twoSided(double z) {
    // The square of Z is chi-square: erfc(|z|/sqrt(2)) without the rounding of the square root.
    double square = z * z;
    if (Double.isNaN(square)) {
      throw new IllegalArgumentException("z is a number, not NaN");
    }
    return Double.isInfinite(square) ? 0.0 : Gamma.regularizedGammaQ(0.5, 0.5 * square);
  }

  /** The natural logarithm of {@link #twoSided}, which does not underflow. */
  public static double logTwoSided(double z) {
    return ChiSquare.logUpperTail(z * z, 1.0);
  }

  /** The natural logarithm of {@link #upperTail}, which does not underflow. */
  public static double logUpperTail(double z) {
    return z < 0 ? Math.log1p(-upperTail(-z)) : logTwoSided(z) - LOG_2;
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
    if (tail > 0.5 && tail < 1.0) {
      return aroundZero(1.0 - tail);
    }
    // A bound from above (erfc(z/sqrt(2)) <= exp(-z²/2)), from where the search only descends.
    double bound = Math.sqrt(-2.0 * Math.log(tail));
    return TailInversion.twoSided(
        tail, bound, z -> Math.log(twoSided(z)), z -> Math.log(density(z)));
  }

  /**
   * The z with P(|Z| &lt; z) = {@code centre} below 1/2, the small side there. Newton's method on a
   * concave function, from below.
   */
  private static double aroundZero(double centre) {
    double z = centre * Math.sqrt(0.5 * Math.PI);
    for (int i = 0; i < CENTRE_STEPS; i++) {
      z += (centre - Gamma.regularizedGammaP(0.5, 0.5 * z * z)) / (2.0 * density(z));
    }
    return z;
  }

  static double density(double z) {
    return Math.exp(-0.5 * z * z) / Math.sqrt(2.0 * Math.PI);
  }
}
