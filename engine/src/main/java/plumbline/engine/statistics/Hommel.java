package plumbline.engine.statistics;

import java.util.Arrays;

/**
 * Hommel's procedure (1988, Biometrika 75, 383-386): all intersections of hypotheses are tested by
 * Simes's test, and one is rejected where every intersection that it is part of is.
 */
final class Hommel {
  private Hommel() {}

  /**
   * Adjusted p-values by the algorithm of Wright (1992, Biometrics 48, 1005-1013), which is R's.
   *
   * @param sorted rising
   */
  static double[] adjust(double... sorted) {
    int count = sorted.length;
    double[] adjusted = sorted.clone();
    for (int size = count; size > 1; size--) {
      // Of the worst intersection of this size: the hypothesis and the largest of the others.
      double simes = Double.POSITIVE_INFINITY;
      for (int rank = 2; rank <= size; rank++) {
        simes = Math.min(simes, size * sorted[count - size + rank - 1] / rank);
      }
      for (int i = 0; i < count; i++) {
        double own = size * sorted[Math.min(i, count - size)];
        adjusted[i] = Math.max(adjusted[i], Math.min(own, simes));
      }
    }
    return adjusted;
  }

  /**
   * What alpha is divided by: the size of the largest intersection that Simes's test does not
   * reject; 1 where it rejects all.
   *
   * @param sorted rising
   */
  static int divisor(double alpha, double... sorted) {
    int size = sorted.length;
    while (size > 1
        && isRejected(alpha, Arrays.copyOfRange(sorted, sorted.length - size, sorted.length))) {
      size--;
    }
    return size;
  }

  private static boolean isRejected(double alpha, double... sorted) {
    for (int i = 0; i < sorted.length; i++) {
      if (sorted[i] * sorted.length / (i + 1) < alpha) {
        return true;
      }
    }
    return false;
  }
}
