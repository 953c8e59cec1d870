package plumbline.engine.statistics;

/** Student's noncentral t: (Z + ncp) / sqrt(chi-square(df) / df), the t statistic of an effect. */
public final class NoncentralT {
  /** Where a weight is below e^-45 of its peak, nothing that a double shows is left. */
  private static final double NEGLIGIBLE = 45.0;

  private static final int STEPS_PER_WIDTH = 8;
  private static final double MAX_STEPS = 20_000.0;

  private NoncentralT() {}

  /**
   * P(T &gt; t), to about 1e-12 absolute: {@code P(Z > t·s - ncp)} averaged over s, the root of the
   * chi-square over its degrees.
   *
   * @param df above 0
   */
  public static double upperTail(double t, double df, double ncp) {
    // Over u = log s the weight exp(df·(u - (e^2u - 1)/2)) is a smooth bell on the whole line, for
    // which the trapezoidal rule converges exponentially. Dividing by its own sum replaces the
    // gamma function, whose logarithm would lose digits at many degrees.
    double width = 1.0 / Math.sqrt(2.0 * df);
    double from = -(Math.sqrt(NEGLIGIBLE / df) + NEGLIGIBLE / df);
    double to = Math.sqrt(NEGLIGIBLE / df);
    // The averaged tail has a step of its own, the sharper the further out the effect.
    double fine = Math.min(width, 1.0 / (1.0 + Math.abs(ncp))) / STEPS_PER_WIDTH;
    int steps = (int) Math.min(MAX_STEPS, Math.ceil((to - from) / fine));
    double sum = 0.0;
    double weights = 0.0;
    for (int i = 0; i <= steps; i++) {
      double u = from + (to - from) * i / steps;
      double weight = Math.exp(df * (u - 0.5 * Math.expm1(2.0 * u)));
      weights += weight;
      sum += weight * Normal.upperTail(t * Math.exp(u) - ncp);
    }
    return sum / weights;
  }
}
