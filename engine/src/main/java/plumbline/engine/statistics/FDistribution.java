package plumbline.engine.statistics;

/** Fisher's F: the ratio of two mean squares. */
public final class FDistribution {
  private FDistribution() {}

  /**
   * P(F &gt; f): the p-value of an F statistic.
   *
   * @param f at least 0; infinity has the tail 0
   * @param df1 above 0, of the numerator
   * @param df2 above 0, of the denominator
   */
  public static double upperTail(double f, double df1, double df2) {
    if (!(f >= 0.0)) {
      throw new IllegalArgumentException("f is at least 0, not " + f);
    }
    double odds = f * df1 / df2;
    double rest = 1.0 / (1.0 + odds);
    double share = Double.isInfinite(odds) ? 1.0 : odds * rest;
    return Math.exp(BetaDistribution.logLowerTail(rest, share, 0.5 * df2, 0.5 * df1));
  }
}
