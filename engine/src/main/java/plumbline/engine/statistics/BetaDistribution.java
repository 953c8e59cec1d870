package plumbline.engine.statistics;

import org.apache.commons.math3.special.Beta;

/**
 * The beta distribution for any a and b above 0. Both tails are computed as tails, also as
 * logarithms, where they are below the range of a double: the density of the log odds times an
 * integral of how it falls from there.
 */
public final class BetaDistribution {
  /** From here on e^s is all of what is added to it. */
  private static final double LARGE = 36.0;

  private BetaDistribution() {}

  /**
   * P(X &le; x), the regularised incomplete beta function.
   *
   * @param x from 0 to 1
   */
  public static double lowerTail(double x, double a, double b) {
    return Math.exp(logLowerTail(x, 1.0 - x, a, b));
  }

  /**
   * P(X &gt; x).
   *
   * @param x from 0 to 1
   */
  public static double upperTail(double x, double a, double b) {
    return Math.exp(logLowerTail(1.0 - x, x, b, a));
  }

  /**
   * The x with P(X &le; x) = {@code p}.
   *
   * @param p between 0 and 1
   */
  public static double lowerQuantile(double p, double a, double b) {
    return share(logOdds(p, a, b));
  }

  /**
   * The x with P(X &gt; x) = {@code tail}.
   *
   * @param tail between 0 and 1
   */
  public static double upperQuantile(double tail, double a, double b) {
    return share(-logOdds(tail, b, a));
  }

  /** The logarithm of x/(1-x) for the x with P(X &le; x) = {@code p}. */
  static double logOdds(double p, double a, double b) {
    if (!(p > 0.0 && p < 1.0)) {
      throw new IllegalArgumentException("a probability is between 0 and 1, not " + p);
    }
    requireShape(a, b);
    return TailInversion.logarithmic(
        Math.log(p),
        Math.log(a / b),
        u -> logLowerTail(share(u), share(-u), a, b),
        u -> logDensity(share(u), share(-u), a, b));
  }

  /**
   * The logarithm of P(X &le; x).
   *
   * @param y 1 - x, from the caller who knows it better than a subtraction does
   */
  static double logLowerTail(double x, double y, double a, double b) {
    requireShape(a, b);
    if (!(x >= 0.0 && y >= 0.0)) {
      throw new IllegalArgumentException("x is from 0 to 1, not " + x);
    }
    if (x == 0.0 || y == 0.0) {
      return x == 0.0 ? Double.NEGATIVE_INFINITY : 0.0;
    }
    if (b * x > a * y) {
      // Beyond the mode: by what is left above.
      return Math.log1p(-Math.exp(logLowerTail(y, x, b, a)));
    }
    return logDensity(x, y, a, b) + TailIntegral.log(s -> change(s, x, y, a, b));
  }

  /** Of the log density, where the log odds are s lower. */
  private static double change(double s, double x, double y, double a, double b) {
    double grows = Math.expm1(Math.min(s, LARGE));
    double shrunk = Math.log1p(-x * (grows / (1.0 + grows)));
    double grown = s < LARGE ? Math.log1p(y * grows) : s + shrunk;
    return -a * grown - b * shrunk;
  }

  /** Of the variable's log odds: {@code x^a·y^b/B(a, b)}. */
  static double logDensity(double x, double y, double a, double b) {
    if (Math.min(a, b) < Stirling.ACCURATE_FROM) {
      return a * log(x, y) + b * log(y, x) - Beta.logBeta(a, b);
    }
    // Around the mode the large terms cancel; this is their difference (Loader 2000).
    double off = b * x - a * y;
    return a * Math.log1p(off / a)
        + b * Math.log1p(-off / b)
        + 0.5 * Math.log(a / (a + b) * b / (2.0 * Math.PI))
        + (Stirling.error(a + b) - Stirling.error(a) - Stirling.error(b));
  }

  private static double log(double x, double y) {
    return x < 0.5 ? Math.log(x) : Math.log1p(-y);
  }

  private static double share(double logOdds) {
    return 1.0 / (1.0 + Math.exp(-logOdds));
  }

  private static void requireShape(double a, double b) {
    if (!(a > 0.0 && b > 0.0 && a + b < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("no beta distribution with a=" + a + ", b=" + b);
    }
  }
}
