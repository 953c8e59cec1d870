package plumbline.engine.guardrail;

import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.apache.commons.math3.special.Beta;
import plumbline.engine.guardrail.Clearance.State;
import plumbline.engine.planning.Direction;
import plumbline.engine.statistics.Proportion;

/** Margins of a share where the counts are too small for a normal approximation. */
final class ExactMargin {
  private static final int MAX_STEPS = 1_000;

  private ExactMargin() {}

  /**
   * Of all units that did it, the treatment's are binomial: at the margin each is the treatment's
   * with probability {@code n_T·slope / (n_T·slope + n_C)}. For rare outcomes that is exact, else
   * it errs on the safe side.
   */
  static State relative(Clearance test, Proportion control, Proportion treatment) {
    Threshold threshold = test.threshold();
    double weight = treatment.n() * threshold.slope();
    double atMargin = weight / (weight + control.n());
    long all = control.successes() + treatment.successes();
    double atMost = atMost(treatment.successes(), all, atMargin);
    double atLeast = atLeast(treatment.successes(), all, atMargin);
    boolean more = threshold.direction() == Direction.INCREASE;
    return Clearance.state(
        (more ? atMost : atLeast) < test.clearLevel(),
        (more ? atLeast : atMost) < test.breachLevel(),
        beyond(threshold, control, treatment));
  }

  /** Clopper and Pearson's bound (1934) for each arm at half the level: together at most all. */
  static State points(Clearance test, Proportion control, Proportion treatment) {
    Threshold threshold = test.threshold();
    boolean more = threshold.direction() == Direction.INCREASE;
    Proportion worse = more ? treatment : control;
    Proportion better = more ? control : treatment;
    double margin = threshold.margin().doubleValue();
    double clear = 0.5 * test.clearLevel();
    double breach = 0.5 * test.breachLevel();
    return Clearance.state(
        upper(worse, clear) - lower(better, clear) < margin,
        lower(worse, breach) - upper(better, breach) > margin,
        beyond(threshold, control, treatment));
  }

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

  private static boolean beyond(Threshold threshold, Proportion control, Proportion treatment) {
    double rate = (double) treatment.successes() / treatment.n();
    double limit = threshold.slope() * control.successes() / control.n() + threshold.shift();
    return threshold.direction().sign() * (rate - limit) > 0.0;
  }
}
