package plumbline.engine.statistics;

import java.util.function.DoubleUnaryOperator;

/** The average of a tail over s, the root of a chi-square over its degrees of freedom. */
final class ChiAverage {
  /** Where a weight is below e^-45 of its peak, nothing that a double shows is left. */
  private static final double NEGLIGIBLE = 45.0;

  private static final int STEPS_PER_WIDTH = 4;

  private ChiAverage() {}

  /**
   * E tailOf(s·c), as in {@link NoncentralT}: over u = log s the weight is a smooth bell, for which
   * the trapezoidal rule converges exponentially.
   *
   * @param tailOf a tail as light as the normal one
   */
  static double over(double df, double c, DoubleUnaryOperator tailOf) {
    double to = Math.sqrt(NEGLIGIBLE / df);
    // Far out the tail's weight moves to small s, to around sqrt(df / (df + c²)).
    double from = -(to + NEGLIGIBLE / df + Math.log(Math.hypot(1.0, c / Math.sqrt(df))));
    int steps = (int) Math.ceil((to - from) * Math.sqrt(2.0 * df) * STEPS_PER_WIDTH);
    double sum = 0.0;
    double weights = 0.0;
    for (int i = 0; i <= steps; i++) {
      double u = from + (to - from) * i / steps;
      double weight = Math.exp(df * (u - 0.5 * Math.expm1(2.0 * u)));
      weights += weight;
      sum += weight * tailOf.applyAsDouble(c * Math.exp(u));
    }
    return sum / weights;
  }
}
