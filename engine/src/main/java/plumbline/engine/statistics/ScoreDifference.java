package plumbline.engine.statistics;

/**
 * The score statistic of a difference of two proportions (Miettinen and Nurminen 1985, Statistics
 * in Medicine 4, 213-226). Its variance is that of the rates that are likeliest among those which
 * differ by the hypothesis, times N/(N-1).
 */
record ScoreDifference(TwoProportions table) {
  /** What it is at the hypothesis, from -1 to 1: positive where the difference is larger. */
  double z(double hypothesis) {
    if (hypothesis < 0.0) {
      return -new ScoreDifference(table.swapped()).z(-hypothesis);
    }
    // Control's rate and treatment's failure rate sum to 1 - hypothesis. The smaller of them, on
    // which the variance hangs, is solved for: with success and failure exchanged, and the arms,
    // the difference is the same.
    boolean failuresAreFewer = cubic(hypothesis).value(0.5 * (1.0 - hypothesis)) > 0.0;
    return failuresAreFewer
        ? new ScoreDifference(table.failures().swapped()).zBySuccesses(hypothesis)
        : zBySuccesses(hypothesis);
  }

  private double zBySuccesses(double hypothesis) {
    double n = table.n();
    double rate = likeliestControl(hypothesis);
    double control = rate * (1.0 - rate) / table.control().n();
    double treatment = (rate + hypothesis) * (1.0 - hypothesis - rate) / table.treatment().n();
    return ratio(table.difference() - hypothesis, (control + treatment) * (n / (n - 1.0)));
  }

  /** Zero off is no evidence, however well it is known. */
  static double ratio(double off, double variance) {
    return off == 0.0 ? 0.0 : off / Math.sqrt(variance);
  }

  private double likeliestControl(double hypothesis) {
    Cubic cubic = cubic(hypothesis);
    return table.control().successes() == 0 ? cubic.rootBesideZero() : cubic.root(1.0 - hypothesis);
  }

  /** The derivative of the likelihood times what is positive. */
  private Cubic cubic(double hypothesis) {
    double n = table.n();
    double all = table.control().successes() + table.treatment().successes();
    double x = table.control().successes();
    double units = table.control().n();
    return new Cubic(
        ((units + n) * hypothesis - n - all) / n,
        ((units * hypothesis - n - 2.0 * x) * hypothesis + all) / n,
        x * hypothesis * (1.0 - hypothesis) / n);
  }

  /** {@code p³ + c2·p² + c1·p + c0}, with three real roots, of which the middle one is a rate. */
  private record Cubic(double c2, double c1, double c0) {
    private static final int MAX_STEPS = 100;
    private static final double ROUNDING = 1e-15;

    double value(double p) {
      return ((p + c2) * p + c1) * p + c0;
    }

    /** Where c0 is 0: one root is 0, and between it and a larger one there may be another. */
    double rootBesideZero() {
      return c1 <= 0.0 ? 0.0 : 2.0 * c1 / (Math.sqrt(c2 * c2 - 4.0 * c1) - c2);
    }

    /**
     * Viète's root, by the cosine, is good to 1e-8 only where it is small; Newton's method, kept
     * between 0 and the highest rate, where the cubic is positive and negative, finds its digits.
     */
    double root(double highest) {
      double low = 0.0;
      double high = highest;
      double p = Math.clamp(viete(), low, high);
      for (int i = 0; i < MAX_STEPS; i++) {
        double value = value(p);
        if (value > 0.0) {
          low = p;
        } else {
          high = p;
        }
        double newton = p - value / ((3.0 * p + 2.0 * c2) * p + c1);
        double next = newton >= low && newton <= high ? newton : 0.5 * (low + high);
        if (Math.abs(next - p) <= ROUNDING * p) {
          return next;
        }
        p = next;
      }
      return p;
    }

    private double viete() {
      double third = c2 / 3.0;
      double q = third * third * third - c1 * third / 2.0 + c0 / 2.0;
      double radius = Math.copySign(Math.sqrt(Math.max(0.0, third * third - c1 / 3.0)), q);
      double cosine = Math.clamp(q / (radius * radius * radius), -1.0, 1.0);
      return 2.0 * radius * Math.cos((Math.PI + Math.acos(cosine)) / 3.0) - third;
    }
  }
}
