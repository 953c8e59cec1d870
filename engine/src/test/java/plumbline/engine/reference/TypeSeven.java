package plumbline.engine.reference;

import java.util.Arrays;

/** R's type 7 quantile of raw values. */
final class TypeSeven {
  private TypeSeven() {}

  static double quantile(double[] values, double share) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double place = (sorted.length - 1) * share;
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
