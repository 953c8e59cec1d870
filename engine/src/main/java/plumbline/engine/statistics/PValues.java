package plumbline.engine.statistics;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** Several p-values, together. */
final class PValues {
  private PValues() {}

  static void require(double... pValues) {
    for (double p : pValues) {
      if (!(p >= 0.0 && p <= 1.0)) {
        throw new IllegalArgumentException("a p-value is from 0 to 1, not " + p);
      }
    }
  }

  static int below(double limit, double... pValues) {
    return (int) Arrays.stream(pValues).filter(p -> p < limit).count();
  }

  /**
   * Levels that p-values are below exactly where their adjusted ones are below alpha. The level
   * that theory gives is right but for the last bit, as it and the adjusted p-value are rounded
   * apart.
   */
  static double[] agreeing(
      double alpha, double[] pValues, double[] adjusted, DoubleUnaryOperator levelOf) {
    Alpha.require(alpha);
    double[] levels = new double[pValues.length];
    for (int i = 0; i < levels.length; i++) {
      double p = pValues[i];
      double level = levelOf.applyAsDouble(p);
      levels[i] = adjusted[i] < alpha ? Math.max(level, Math.nextUp(p)) : Math.min(level, p);
    }
    return levels;
  }
}
