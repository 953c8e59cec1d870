package plumbline.engine.statistics;

import java.util.Arrays;

/**
 * Corrections that need nothing but p-values.
 *
 * <p>The levels of Bonferroni's intervals hold all of them at once. Holm's have the level of the
 * step at which each hypothesis was tested; what was not reached has that of the last step. A
 * step-up has the level of the step at which it stopped, for all; for Benjamini and Hochberg these
 * are the intervals with a false coverage rate of at most alpha among the rejected (Benjamini,
 * Yekutieli 2005, JASA 100, 71-81).
 */
public enum Correction implements Multiplicity {
  /** None: each hypothesis has alpha for itself. */
  NONE,
  /** Bonferroni (Dunn 1961, JASA 56, 52-64): the chance of any error, under any dependence. */
  BONFERRONI,
  /** Holm's step-down (1979, Scandinavian Journal of Statistics 6, 65-70): the same, sharper. */
  HOLM,
  /** Hochberg's step-up (1988, Biometrika 75, 800-802): if independent or positively dependent. */
  HOCHBERG,
  /** Hommel (1988, Biometrika 75, 383-386): as Hochberg, somewhat sharper. */
  HOMMEL,
  /** False discovery rate (1995, JRSS B 57, 289-300): if independent or positively dependent. */
  BENJAMINI_HOCHBERG,
  /** False discovery rate under any dependence (2001, Annals of Statistics 29, 1165-1188). */
  BENJAMINI_YEKUTIELI;

  @Override
  public double[] adjust(double... pValuesTwoSided) {
    double[] sorted = sorted(pValuesTwoSided);
    double[] adjusted =
        switch (this) {
          case NONE, BONFERRONI, HOLM -> stepDown(sorted);
          case HOCHBERG, BENJAMINI_HOCHBERG, BENJAMINI_YEKUTIELI -> stepUp(sorted);
          case HOMMEL -> Hommel.adjust(sorted);
        };
    // Equal p-values have equal adjusted ones, so any of their places will do.
    return Arrays.stream(pValuesTwoSided)
        .map(p -> Math.min(1.0, adjusted[Arrays.binarySearch(sorted, Math.abs(p))]))
        .toArray();
  }

  @Override
  public double[] levels(double alpha, double... pValuesTwoSided) {
    double[] adjusted = adjust(pValuesTwoSided);
    double[] sorted = sorted(pValuesTwoSided);
    int rejected = PValues.below(alpha, adjusted);
    return PValues.agreeing(
        alpha, pValuesTwoSided, adjusted, p -> level(alpha, rejected, p, sorted));
  }

  @Override
  public boolean isValidUnderContinuousLooking() {
    return switch (this) {
      case NONE, BONFERRONI, HOLM -> true;
      case HOCHBERG, HOMMEL, BENJAMINI_HOCHBERG, BENJAMINI_YEKUTIELI -> false;
    };
  }

  private double level(double alpha, int rejected, double p, double... sorted) {
    return switch (this) {
      case NONE, BONFERRONI -> alpha / factor(1, sorted.length);
      case HOLM -> alpha / factor(Math.min(PValues.below(p, sorted), rejected) + 1, sorted.length);
      case HOCHBERG, BENJAMINI_HOCHBERG, BENJAMINI_YEKUTIELI ->
          alpha / factor(Math.max(1, rejected), sorted.length);
      case HOMMEL -> alpha / Hommel.divisor(alpha, sorted);
    };
  }

  /**
   * What alpha is divided by at a step.
   *
   * @param rank from 1, the smallest of the p-values
   */
  private double factor(int rank, int count) {
    return switch (this) {
      case NONE -> 1.0;
      case BONFERRONI -> count;
      case HOLM, HOCHBERG -> count - rank + 1;
      case BENJAMINI_HOCHBERG -> (double) count / rank;
      case BENJAMINI_YEKUTIELI -> harmonic(count) * count / rank;
      case HOMMEL -> throw new IllegalStateException("Hommel's way has no steps");
    };
  }

  private double[] stepDown(double... sorted) {
    double[] adjusted = new double[sorted.length];
    double largest = 0.0;
    for (int i = 0; i < sorted.length; i++) {
      largest = Math.max(largest, factor(i + 1, sorted.length) * sorted[i]);
      adjusted[i] = largest;
    }
    return adjusted;
  }

  private double[] stepUp(double... sorted) {
    double[] adjusted = new double[sorted.length];
    double smallest = 1.0;
    for (int i = sorted.length - 1; i >= 0; i--) {
      smallest = Math.min(smallest, factor(i + 1, sorted.length) * sorted[i]);
      adjusted[i] = smallest;
    }
    return adjusted;
  }

  private static double harmonic(int count) {
    double sum = 0.0;
    for (int i = count; i >= 1; i--) {
      sum += 1.0 / i;
    }
    return sum;
  }

  /** Absolute values, as -0.0 is 0 too but is not sorted with it. */
  private static double[] sorted(double... pValuesTwoSided) {
    PValues.require(pValuesTwoSided);
    return Arrays.stream(pValuesTwoSided).map(Math::abs).sorted().toArray();
  }
}
