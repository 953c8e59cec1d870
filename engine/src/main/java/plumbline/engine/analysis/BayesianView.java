package plumbline.engine.analysis;

import java.util.Optional;
import plumbline.engine.statistics.BayesianLift;
import plumbline.engine.statistics.BayesianLift.Posterior;
import plumbline.engine.statistics.Estimate;
import plumbline.engine.statistics.NormalPrior;

/**
 * The Bayesian view of comparisons, on the arms as they are compared. It is never the verdict.
 *
 * @param prior of the relative lift, frozen with the plan
 * @param alpha two-sided, of the credible interval
 */
public record BayesianView(NormalPrior prior, double alpha) {

  /** The lift's posterior; empty where neither way is wanted, or an arm has no value. */
  public Optional<Posterior> of(Metric metric, Arm control, Arm treatment) {
    var better =
        switch (metric.better()) {
          case HIGHER -> Optional.of(BayesianLift.Better.HIGHER);
          case LOWER -> Optional.of(BayesianLift.Better.LOWER);
          case NEITHER -> Optional.<BayesianLift.Better>empty();
        };
    return better.flatMap(it ->
        Effect.of(metric, control, treatment)
            .flatMap(effect -> posterior(new BayesianLift(prior, it, alpha), effect)));
  }

  private static Optional<Posterior> posterior(BayesianLift view, Effect effect) {
    double fromControl = effect.controlError() * effect.controlError();
    double both = effect.standardError() * effect.standardError();
    var control = new Estimate(effect.control(), fromControl);
    var treatment = new Estimate(effect.treatment(), Math.max(0.0, both - fromControl));
    return view.posterior(control, treatment) instanceof Posterior posterior
        ? Optional.of(posterior)
        : Optional.empty();
  }
}
