package plumbline.engine.statistics;

import org.apache.commons.math3.special.Gamma;

/** The chi-square distribution. */
public final class ChiSquare {
  private ChiSquare() {}

  /**
   * P(X &gt; x): the p-value of a chi-square statistic.
   *
   * @param x at least 0; infinity has the tail 0
   * @param df above 0
   */
  public static double upperTail(double x, double df) {
    if (!(df > 0.0 && x >= 0.0)) {
      throw new IllegalArgumentException("no chi-square tail at x=" + x + ", df=" + df);
    }
    return Double.isInfinite(x) ? 0.0 : Gamma.regularizedGammaQ(0.5 * df, 0.5 * x);
  }
}
