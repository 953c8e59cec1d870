package plumbline.engine.statistics;

import java.util.function.DoubleUnaryOperator;

/** Finds a quantile from the tail's own value, which keeps the digits of a small one. */
final class TailInversion {
  private static final int MAX_STEPS = 200;
  private static final double SMALLEST_TAIL = 1e-300;

  /** Convergence is quadratic: after a step this small, the next would be below rounding. */
  private static final double SMALL_STEP = 1e-10;

  /** The logarithms of what a double can hold, with room to spare. */
  private static final double FARTHEST = 700.0;

  private TailInversion() {}

  /**
   * The x &ge; 0 beyond which, on both sides, lies the {@code tail}. Newton's method on log tail
   * against log x: a concave falling function, so that a start too low is corrected in one step and
   * every start too high descends to the root without passing it.
   *
   * @param logTail of both sides together
   * @param logDensity of one side
   */
  static double twoSided(
      double tail, double start, DoubleUnaryOperator logTail, DoubleUnaryOperator logDensity) {
    if (!(tail > SMALLEST_TAIL && tail <= 1.0)) {
      throw new IllegalArgumentException("a tail is between 1e-300 and 1, not " + tail);
    }
    if (tail == 1.0) {
      return 0.0;
    }
    double target = Math.log(tail);
    double x = start;
    for (int i = 0; i < MAX_STEPS; i++) {
      double here = logTail.applyAsDouble(x);
      double slope = -2.0 * x * Math.exp(logDensity.applyAsDouble(x) - here);
      double step = (here - target) / slope;
      x *= Math.exp(-step);
      if (!(x < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("the quantile of " + tail + " is out of range");
      }
      if (Math.abs(step) < SMALL_STEP) {
        break;
      }
    }
    return x;
  }

  /**
   * The u at which a rising tail has the logarithm {@code target}, at most 700 away from 0.
   * Newton's method: the tail of a log-concave density is log-concave itself, so that from below it
   * ascends to the root without passing it, and from above it is below after one step. That one may
   * be far too large, so it is taken in steps of 1, 2, 4 and so on.
   *
   * @param target below 0
   * @param logDensity the tail's derivative is its exponential
   */
  static double logarithmic(
      double target, double start, DoubleUnaryOperator logTail, DoubleUnaryOperator logDensity) {
    double u = start;
    double reach = 1.0;
    for (int i = 0; i < MAX_STEPS; i++) {
      double here = logTail.applyAsDouble(u);
      double step = (here - target) * Math.exp(here - logDensity.applyAsDouble(u));
      double next = Math.clamp(u - Math.min(step, reach), -FARTHEST, FARTHEST);
      reach *= 2.0;
      if (Math.abs(next - u) < SMALL_STEP) {
        return next;
      }
      u = next;
    }
    return u;
  }
}
