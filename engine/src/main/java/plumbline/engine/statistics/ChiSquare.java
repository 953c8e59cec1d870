package plumbline.engine.statistics;

import org.apache.commons.math3.special.Gamma;

/**
 * The chi-square distribution for any real number of degrees of freedom above 0. Both tails are
 * computed as tails, also as logarithms, where they are below the range of a double: the density of
 * log X times an integral of how it falls from there.
 */
public final class ChiSquare {
  private ChiSquare() {}

  /**
   * P(X &gt; x): the p-value of a chi-square statistic.
   *
   * @param x at least 0; infinity has the tail 0
   * @param df above 0
   */
  public static double upperTail(double x, double df) {
    return Math.exp(logUpperTail(x, df));
  }

  /** The natural logarithm of {@link #upperTail}, which does not underflow. */
  public static double logUpperTail(double x, double df) {
    require(x >= 0.0, x, df);
    return logUpper(0.5 * x, 0.5 * df);
  }

  /**
   * The x with P(X &le; x) = {@code p}.
   *
   * @param p between 0 and 1
   */
  public static double lowerQuantile(double p, double df) {
    require(p > 0.0 && p < 1.0, p, df);
    double a = 0.5 * df;
    double log =
        TailInversion.logarithmic(
            Math.log(p),
            Math.log(a),
            u -> logLower(Math.exp(u), a),
            u -> logDensity(Math.exp(u), a));
    return 2.0 * Math.exp(log);
  }

  /**
   * The x with P(X &gt; x) = {@code tail}: the critical value of a test.
   *
   * @param tail between 0 and 1
   */
  public static double upperQuantile(double tail, double df) {
    require(tail > 0.0 && tail < 1.0, tail, df);
    double a = 0.5 * df;
    // Mirrored, as the upper tail falls where the inversion wants one that rises.
    double log =
        TailInversion.logarithmic(
            Math.log(tail),
            -Math.log(a),
            u -> logUpper(Math.exp(-u), a),
            u -> logDensity(Math.exp(-u), a));
    return 2.0 * Math.exp(-log);
  }

  /** Of a gamma variable of shape a, as are all below: half of chi-square with 2a degrees. */
  private static double logUpper(double x, double a) {
    if (Double.isInfinite(x)) {
      return Double.NEGATIVE_INFINITY;
    }
    return x < a
        ? Math.log1p(-Math.exp(logLower(x, a)))
        : logDensity(x, a) + TailIntegral.log(s -> a * s - x * Math.expm1(s));
  }

  private static double logLower(double x, double a) {
    return x > a
        ? Math.log1p(-Math.exp(logUpper(x, a)))
        : logDensity(x, a) + TailIntegral.log(s -> -a * s - x * Math.expm1(-s));
  }

  /** Of the variable's logarithm: {@code x^a·e^-x/Γ(a)}. */
  private static double logDensity(double x, double a) {
    if (a < Stirling.ACCURATE_FROM) {
      return a * Math.log(x) - x - Gamma.logGamma(a);
    }
    // Around the mode the large terms cancel; this is their difference (Loader 2000).
    double off = (x - a) / a;
    return a * (Math.log1p(off) - off) + 0.5 * Math.log(a / (2.0 * Math.PI)) - Stirling.error(a);
  }

  private static void require(boolean allowed, double x, double df) {
    if (!(df > 0.0 && allowed)) {
      throw new IllegalArgumentException("no chi-square at " + x + " with df=" + df);
    }
  }
}
