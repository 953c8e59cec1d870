package plumbline.engine.statistics;

import java.util.function.DoubleUnaryOperator;

/**
 * How much of a distribution lies beyond a point, in units of its density there. The density is
 * log-concave, so beyond its mode it falls, and at least as fast as it falls at first.
 */
final class TailIntegral {
  private static final int STEPS_PER_UNIT = 24;
  private static final int FIRST = (int) (-3.7 * STEPS_PER_UNIT);
  private static final int LAST = (int) (3.75 * STEPS_PER_UNIT);
  private static final double[] NODES = new double[LAST - FIRST + 1];
  private static final double[] WEIGHTS = new double[NODES.length];

  static {
    // s = exp(t - exp(-t)) makes both ends of an integrand like exp(-s) fall double exponentially,
    // for which the trapezoidal rule is exact to rounding (Takahasi and Mori 1974, Publ. RIMS 9).
    for (int i = 0; i < NODES.length; i++) {
      double t = (double) (FIRST + i) / STEPS_PER_UNIT;
      NODES[i] = Math.exp(t - Math.exp(-t));
      WEIGHTS[i] = NODES[i] * (1.0 + Math.exp(-t)) / STEPS_PER_UNIT;
    }
  }

  private TailIntegral() {}

  /**
   * The logarithm of {@code ∫ exp(change(s)) ds} over s &ge; 0, to about 1e-13.
   *
   * @param change of the log density at the distance s: 0 at 0, falling and concave
   */
  static double log(DoubleUnaryOperator change) {
    double width = width(change);
    double sum = 0.0;
    for (int i = 0; i < NODES.length; i++) {
      sum += WEIGHTS[i] * Math.exp(change.applyAsDouble(width * NODES[i]));
    }
    return Math.log(width * sum);
  }

  /** The first power of two at which the density has fallen to 1/e of what it was, or below. */
  private static double width(DoubleUnaryOperator change) {
    double width = 1.0;
    while (change.applyAsDouble(width) < -1.0) {
      width *= 0.5;
    }
    while (change.applyAsDouble(width) > -1.0) {
      width *= 2.0;
    }
    return width;
  }
}
