package plumbline.engine.statistics;

import org.apache.commons.math3.special.Beta;

/** Student's t distribution for any real number of degrees of freedom above 0. */
public final class StudentT {
  /**
   * From here on the incomplete beta function has to raise a number near 1 to a huge power and
   * loses digits with every power of ten, while the expansion below is exact to rounding.
   */
  private static final double MANY_DEGREES = 1e5;

  private static final double SMALL = 1e-290;

  private StudentT() {}

  /** P(T &gt; t). */
  public static double upperTail(double t, double df) {
    double half = 0.5 * twoSided(t, df);
    return t < 0 ? 1.0 - half : half;
  }

  /** P(|T| &gt; |t|): the two-sided p-value of a t statistic. */
  public static double twoSided(double t, double df) {
    require(df);
    if (Double.isInfinite(t * t)) {
      return Math.exp(logTwoSided(t, df));
    }
    return df > MANY_DEGREES ? nearlyNormal(t, df) : incompleteBeta(t, df);
  }

  /** The natural logarithm of {@link #twoSided}, which does not underflow. */
  public static double logTwoSided(double t, double df) {
    require(df);
    double root = Math.abs(t) / Math.sqrt(df);
    double odds = root * root;
    if (Double.isInfinite(odds)) {
      // Long before that the tail has become a power of t.
      return -df * Math.log(root) - Math.log(0.5 * df) - Beta.logBeta(0.5 * df, 0.5);
    }
    double rest = 1.0 / (1.0 + odds);
    return BetaDistribution.logLowerTail(rest, odds * rest, 0.5 * df, 0.5);
  }

  /**
   * The t with P(T &gt; t) = {@code tail}.
   *
   * @param tail from 1e-300 to 1, both excluded; with df below 1 from 1e-100
   */
  public static double upperQuantile(double tail, double df) {
    return tail > 0.5
        ? -twoSidedQuantile(2.0 * (1.0 - tail), df)
        : twoSidedQuantile(2.0 * tail, df);
  }

  /**
   * The t &ge; 0 with P(|T| &gt; t) = {@code tail}: the critical value of a two-sided test.
   *
   * @param tail from 1e-300 (excluded) to 1; with df below 1 from 1e-100
   * @throws IllegalArgumentException where the quantile is too large for a double
   */
  public static double twoSidedQuantile(double tail, double df) {
    double normal = Normal.twoSidedQuantile(tail);
    if (tail > 0.5 && tail < 1.0) {
      // Around 0 the middle is the small side.
      return Math.sqrt(df) * Math.exp(0.5 * BetaDistribution.logOdds(1.0 - tail, 0.5, 0.5 * df));
    }
    return TailInversion.twoSided(tail, normal, t -> logTail(t, df), t -> logDensity(t, df));
  }

  /** The quick one, as far as it reaches. */
  private static double logTail(double t, double df) {
    double tail = twoSided(t, df);
    return tail > SMALL ? Math.log(tail) : logTwoSided(t, df);
  }

  /** I_x(df/2, 1/2) with x = df/(df+t²), from whichever side is the small one. */
  private static double incompleteBeta(double t, double df) {
    double square = t * t;
    if (square < 3.0) {
      return 1.0 - Beta.regularizedBeta(square / (df + square), 0.5, 0.5 * df);
    }
    return Beta.regularizedBeta(df / (df + square), 0.5 * df, 0.5);
  }

  /**
   * With k = df - 1/2 and v² = k·log(1+t²/df) the tail is exactly a normal one of v, each slice
   * weighted by (sinh(y)/y)^(-1/2), y = v²/2k (the substitution of Hill 1970, CACM algorithm 395).
   * That weight is 1 - v⁴/48k² + O(v⁸/2560k⁴), integrated here term by term.
   */
  private static double nearlyNormal(double t, double df) {
    double k = df - 0.5;
    double v = Math.sqrt(k * Math.log1p(t * t / df));
    double tail = Normal.twoSided(v);
    double fourthMoment = (v * v * v + 3.0 * v) * 2.0 * Normal.density(v) + 3.0 * tail;
    double order = 1.0 / (48.0 * k * k);
    return (tail - order * fourthMoment) / (1.0 - 3.0 * order);
  }

  private static void require(double df) {
    if (!(df > 0.0)) {
      throw new IllegalArgumentException("degrees of freedom are above 0, not " + df);
    }
  }

  private static double logDensity(double t, double df) {
    return -0.5 * (df + 1.0) * Math.log1p(t * t / df)
        - Beta.logBeta(0.5 * df, 0.5)
        - 0.5 * Math.log(df);
  }
}
