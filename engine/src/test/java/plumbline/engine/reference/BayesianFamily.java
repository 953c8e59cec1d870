package plumbline.engine.reference;

import plumbline.engine.statistics.BayesianLift;
import plumbline.engine.statistics.BayesianLift.Better;
import plumbline.engine.statistics.BayesianLift.Posterior;
import plumbline.engine.statistics.BetaBinomial;
import plumbline.engine.statistics.NormalPrior;
import plumbline.engine.statistics.NotDefined;
import plumbline.engine.statistics.Proportion;

/** Posteriors, against scipy and gbstats. */
final class BayesianFamily {
  private BayesianFamily() {}

  static void check(ReferenceCase c) {
    switch (c.text("kind")) {
      case "beta_binomial" -> betaBinomial(c);
      case "normal_posterior_relative" -> normal(c);
      default -> c.skip(c.text("kind"));
    }
  }

  private static void betaBinomial(ReferenceCase c) {
    var view = new BetaBinomial(c.number("prior_alpha"), c.number("prior_beta"), 0.05);
    var result =
        view.compare(
            new Proportion(c.whole("x1"), c.whole("n1")),
            new Proportion(c.whole("x2"), c.whole("n2")));
    c.check("prob_treatment_better", result.chanceTreatmentHigher());
    c.check("expected_loss_keep_control", result.expectedLossKeepControl());
    c.check("expected_loss_ship_treatment", result.expectedLossShipTreatment());
    c.check("posterior_mean_1", result.meanControl());
    c.check("posterior_mean_2", result.meanTreatment());
    c.check("ci95_1", result.credibleControl());
    c.check("ci95_2", result.credibleTreatment());
  }

  private static void normal(ReferenceCase c) {
    var better = c.input("inverse").asBoolean() ? Better.LOWER : Better.HIGHER;
    var view = new BayesianLift(prior(c), better, c.number("alpha"));
    switch (view.posterior(
        WelchFamily.arm(c, "control").estimate(), WelchFamily.arm(c, "treatment").estimate())) {
      case Posterior result -> {
        c.check("chance_to_win", result.chanceToWin());
        c.check("posterior_mean", result.mean());
        c.check("posterior_sd", result.standardDeviation());
        c.check("ci", result.credible());
        c.check("risk[0]", result.expectedLossKeepControl());
        c.check("risk[1]", result.expectedLossShipTreatment());
      }
      case NotDefined _ -> c.checkNotDefined("chance_to_win");
    }
  }

  private static NormalPrior prior(ReferenceCase c) {
    var prior = c.input("prior");
    return prior == null || prior.isNull()
        ? NormalPrior.FLAT
        : new NormalPrior(
            prior.get("mean").asDouble(), Math.sqrt(prior.get("variance").asDouble()));
  }
}
