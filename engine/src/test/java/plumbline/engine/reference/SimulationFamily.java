package plumbline.engine.reference;

import java.util.List;
import plumbline.engine.calibration.Targets;
import plumbline.engine.calibration.Targets.Rate;
import plumbline.engine.calibration.UnitTargets;

/** Error rates that a simulation has to show. */
final class SimulationFamily {
  /** Where a case gives it only in words. */
  private static final double ALPHA = 0.05;

  private static final long UNITS_OF_THE_SPLIT = 100_000;

  private SimulationFamily() {}

  static void check(ReferenceCase c) {
    switch (c.text("kind")) {
      case "peeking_fpr" -> check(c, Targets.peeking((int) c.whole("looks"), alpha(c)));
      case "peeking_one_sample_binomial" ->
          check(c, Targets.peekingOneSample((int) c.whole("observations"), alpha(c)));
      case "fwer_shared_control" -> sharedControl(c);
      case "aa_heavy_tail_welch" ->
          check(
              c,
              Targets.heavyTail(
                  (int) c.whole("n_per_arm"),
                  c.number("lognormal_sigma"),
                  c.number("zero_share"),
                  alpha(c)));
      case "power_of_planned_test" ->
          check(
              c,
              Targets.plannedTest(
                  c.number("baseline"),
                  c.number("mde_relative"),
                  c.whole("n_per_variant"),
                  alpha(c)));
      case "srm_fpr" -> check(c, Targets.split(UNITS_OF_THE_SPLIT, c.number("threshold")));
      case "cuped_variance_reduction" -> reduction(c);
      case "ratio_metric_naive_vs_delta" -> ratio(c);
      case "gst_fpr" -> groupSequential(c);
      case "always_valid_fpr" ->
          check(
              c,
              UnitTargets.mixture(
                  (int) c.whole("n"), c.number("tau2"), c.number("sigma2"), alpha(c)));
      default -> c.skip(c.text("kind"));
    }
  }

  /** What a case expects of its one rate: a value, or no more than it, or a range. */
  private static void check(ReferenceCase c, Rate rate) {
    c.checkRate("value", rate.value(), rate.rounds());
    c.checkRate("at_most", rate.value(), rate.rounds());
    c.checkInRange("range", rate.value());
  }

  private static void sharedControl(ReferenceCase c) {
    int treatments = (int) c.whole("treatments");
    check(c, Targets.sharedControl(treatments, alpha(c)));
    Rate bonferroni = Targets.sharedControl(treatments, alpha(c) / treatments);
    c.checkRate("bonferroni", bonferroni.value(), bonferroni.rounds());
  }

  private static void reduction(ReferenceCase c) {
    var reduction = UnitTargets.cuped(c.number("correlation"));
    c.checkWithinErrors("value", reduction.value(), reduction.error());
    c.checkInRange("range", reduction.value());
  }

  /** The event-level rate was itself seen in 6,000 rounds. */
  private static void ratio(ReferenceCase c) {
    double[] beta = c.numbers("beta");
    List<Rate> rates = UnitTargets.ratio(beta[0], beta[1]);
    double naive = rates.getFirst().value();
    double spread = naive * (1.0 - naive);
    double error = Math.sqrt(spread / rates.getFirst().rounds() + spread / 6_000);
    c.checkWithinErrors("naive_event_level_fpr", naive, error);
    c.checkInRange("naive_range", naive);
    c.checkInRange("delta_fpr_range", rates.getLast().value());
  }

  private static void groupSequential(ReferenceCase c) {
    double[] information = c.numbers("information");
    check(c, UnitTargets.groupSequential(alpha(c), information));
    Rate wrong = UnitTargets.cumulativeAsNominal(alpha(c), information);
    c.checkRate("wrong_cumulative_spending_as_nominal", wrong.value(), wrong.rounds());
  }

  private static double alpha(ReferenceCase c) {
    return c.has("alpha") ? c.number("alpha") : ALPHA;
  }
}
