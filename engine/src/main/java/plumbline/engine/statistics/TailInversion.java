package plumbline.engine.statistics;

import java.util.function.DoubleUnaryOperator;

/** Finds the quantile of a symmetric distribution from its own two-sided tail. */
final class TailInversion {
  private static final int MAX_STEPS = 200;
  private static final double SMALLEST_TAIL = 1e-300;

  /** Convergence is quadratic: after a step this small, the next would be below rounding. */
  private static final double SMALL_STEP = 1e-10;

  private TailInversion() {}

  /**
   * The x &ge; 0 with {@code tailOf(x) = tail}. Newton's method on log tail against log x: a
   * concave falling function, so that a start too low is corrected in one step and every start too
   * high descends to the root without passing it.
   */
  static double twoSided(
      double tail, double start, DoubleUnaryOperator tailOf, DoubleUnaryOperator density) {
    if (!(tail > SMALLEST_TAIL && tail <= 1.0)) {
      throw new IllegalArgumentException("a tail is between 1e-300 and 1, not " + tail);
    }
    if (tail == 1.0) {
      return 0.0;
    }
    double target = Math.log(tail);
    double x = start;
    for (int i = 0; i < MAX_STEPS; i++) {
      double here = tailOf.applyAsDouble(x);
      if (!(here > 0.0)) {
        throw new IllegalArgumentException("the quantile of " + tail + " is out of range");
      }
      double slope = -2.0 * density.applyAsDouble(x) * x / here;
      double step = (Math.log(here) - target) / slope;
      x *= Math.exp(-step);
      if (Math.abs(step) < SMALL_STEP) {
        break;
      }
    }
    return x;
  }
}
