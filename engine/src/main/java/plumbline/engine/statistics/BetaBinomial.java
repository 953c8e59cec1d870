package plumbline.engine.statistics;

/**
 * The Bayesian view of two proportions, exact for any counts: each arm's rate has a beta prior, so
 * its posterior is {@code Beta(priorSuccesses + x, priorFailures + n - x)}.
 *
 * @param priorSuccesses the prior's first shape, from 0.1 to 1e9; 1 and 1 is uniform
 * @param priorFailures the prior's second shape, from 0.1 to 1e9
 * @param alpha credible intervals hold 1 - alpha of a posterior, alpha/2 on either side
 */
public record BetaBinomial(double priorSuccesses, double priorFailures, double alpha) {
  /**
   * Both posteriors, compared. Losses are in rates: 0.01 is one percentage point.
   *
   * @param meanControl posterior mean of control's rate
   * @param chanceTreatmentHigher P(treatment's rate &gt; control's)
   * @param expectedLossKeepControl E max(treatment - control, 0)
   * @param expectedLossShipTreatment E max(control - treatment, 0)
   */
  public record Posterior(
      double meanControl,
      double meanTreatment,
      Interval credibleControl,
      Interval credibleTreatment,
      double chanceTreatmentHigher,
      double expectedLossKeepControl,
      double expectedLossShipTreatment) {}

  /** A view with the given prior, the same for both arms. */
  public BetaBinomial {
    Alpha.require(alpha);
    requireShape("priorSuccesses", priorSuccesses);
    requireShape("priorFailures", priorFailures);
  }

  private static void requireShape(String name, double shape) {
    if (!(shape >= 0.1 && shape <= 1e9)) {
      throw new IllegalArgumentException(name + " is from 0.1 to 1e9, not " + shape);
    }
  }

  /** Compares two arms; without any unit an arm's posterior is its prior. */
  public Posterior compare(Proportion control, Proportion treatment) {
    LogitBeta from = posterior(control);
    LogitBeta to = posterior(treatment);
    LogitBeta.Excess higher = from.exceededBy(to);
    LogitBeta.Excess lower = to.exceededBy(from);
    return new Posterior(
        from.mean(),
        to.mean(),
        from.equalTailed(alpha),
        to.equalTailed(alpha),
        higher.chance(),
        higher.expected(),
        lower.expected());
  }

  private LogitBeta posterior(Proportion arm) {
    return new LogitBeta(
        priorSuccesses + arm.successes(), priorFailures + (arm.n() - arm.successes()));
  }
}
