package plumbline.engine.guardrail;

import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.apache.commons.math3.special.Beta;
import plumbline.engine.statistics.Proportion;

/** Binomial tails, and the bounds on a rate that they give. */
final class ExactMargin {
  private static final int MAX_STEPS = 1_000;

  private ExactMargin() {}

  /** The rate at which so many or fewer have the probability {@code level}; 1 if all did it. */
  static double upper(Proportion arm, double level) {
    return arm.successes() == arm.n()
        ? 1.0
        : solve(rate -> atMost(arm.successes(), arm.n(), rate) - level);
  }

  /** The rate at which so many or more have the probability {@code level}; 0 if none did it. */
  static double lower(Proportion arm, double level) {
    return arm.successes() == 0
        ? 0.0
        : solve(rate -> atLeast(arm.successes(), arm.n(), rate) - level);
  }

  /** P(X &le; k) of a binomial, as a tail of its own. */
  static double atMost(long k, long n, double p) {
    return k == n ? 1.0 : Beta.regularizedBeta(1.0 - p, (double) n - k, k + 1.0);
  }

  /** P(X &ge; k) of a binomial. */
  static double atLeast(long k, long n, double p) {
    return k == 0 ? 1.0 : Beta.regularizedBeta(p, k, n - k + 1.0);
  }

  private static double solve(org.apache.commons.math3.analysis.UnivariateFunction excess) {
    return new BrentSolver(1e-13, Double.MIN_NORMAL).solve(MAX_STEPS, excess, 0.0, 1.0);
  }
}
