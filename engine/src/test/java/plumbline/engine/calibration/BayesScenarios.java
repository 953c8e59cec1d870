package plumbline.engine.calibration;

import java.util.List;
import plumbline.engine.calibration.Scenario.Rounds;
import plumbline.engine.statistics.BayesianLift;
import plumbline.engine.statistics.BetaBinomial;
import plumbline.engine.statistics.Moments;
import plumbline.engine.statistics.NormalPrior;
import plumbline.engine.statistics.Proportion;

/**
 * The Bayesian view, where truth is drawn from the prior: then it is right as often as it says.
 * Where truth is always the same, nothing is promised.
 */
final class BayesScenarios {
  private static final double SURE = 0.95;

  private BayesScenarios() {}

  static List<Scenario> all() {
    return List.of(lift(), rates());
  }

  private static Scenario lift() {
    double tau = 0.1;
    BayesianLift view =
        new BayesianLift(NormalPrior.aroundZero(tau), BayesianLift.Better.HIGHER, 0.05);
    return new Scenario(
        "Bayesian view of a lift",
        "lifts drawn from the prior, of 10 %; 1,000 units an arm, mean 10, sd 10",
        new Rounds(5_000, 200_000),
        figures(Held.between(0.945, 0.955), Held.between(-0.01, 0.01)),
        random -> {
          double truth = tau * random.nextGaussian();
          Moments control = Draws.normal(random, 1_000, 10, 10);
          Moments treatment = Draws.normal(random, 1_000, 10 * (1 + truth), 10);
          var posterior =
              (BayesianLift.Posterior)
                  view.posterior(
                      Arms.summary(control).estimate(), Arms.summary(treatment).estimate());
          return outcomes(posterior.credible().contains(truth), posterior.chanceToWin(), truth > 0);
        });
  }

  private static Scenario rates() {
    BetaBinomial view = new BetaBinomial(2, 18, 0.05);
    return new Scenario(
        "Bayesian view of two shares",
        "both shares drawn from the prior, Beta(2, 18); 300 units an arm",
        new Rounds(200, 20_000),
        figures(Held.to(0.95), Held.to(0)),
        random -> {
          double from = Draws.beta(random, 2, 18);
          double to = Draws.beta(random, 2, 18);
          BetaBinomial.Posterior posterior =
              view.compare(
                  new Proportion(Draws.binomial(random, 300, from), 300),
                  new Proportion(Draws.binomial(random, 300, to), 300));
          return outcomes(
              posterior.credibleControl().contains(from),
              posterior.chanceTreatmentHigher(),
              to > from);
        });
  }

  private static List<Figure> figures(Held covered, Held off) {
    return List.of(
        Figure.rate("credible interval holds the truth", covered),
        Figure.mean("chance to win less how often it won", off),
        Figure.mean("the same, of those above 95 %", off));
  }

  private static double[] outcomes(boolean covered, double chance, boolean won) {
    double off = chance - (won ? 1 : 0);
    return new double[] {covered ? 1 : 0, off, chance > SURE ? off : 0};
  }
}
