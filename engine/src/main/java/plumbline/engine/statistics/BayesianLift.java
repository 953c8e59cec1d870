package plumbline.engine.statistics;

/**
 * The Bayesian view of one comparison: a normal prior of the relative lift, updated by the lift's
 * estimate with its delta-method error. It is a view beside the verdict, never the verdict, and no
 * more valid under continuous looking than what it is computed from.
 *
 * <p>The lift is {@code (T - C) / |C|}: its sign is the difference's also where the control is
 * negative, as a winner must be told by the metric and not by its ratio. The delta method needs a
 * control that is many standard errors away from zero.
 *
 * @param prior of the lift, frozen with the plan
 * @param better which way the metric is to go
 * @param alpha the credible interval holds 1 - alpha of the posterior, alpha/2 on either side
 */
public record BayesianLift(NormalPrior prior, Better better, double alpha) {
  /** Which values of a metric are good. */
  public enum Better {
    /** The treatment wins with a higher value. */
    HIGHER,
    /** The treatment wins with a lower value. */
    LOWER
  }

  /** What a posterior can say. */
  public sealed interface Result permits Posterior, NotDefined {}

  /**
   * A normal posterior of the lift; losses are relative to the control too and at least 0.
   *
   * @param mean of the lift, not turned by which way is better
   * @param chanceToWin that the treatment is better
   * @param expectedLossKeepControl what keeping control forgoes, where the treatment is better, on
   *     average
   * @param expectedLossShipTreatment what shipping costs, where the treatment is worse, on average
   */
  public record Posterior(
      double mean,
      double standardDeviation,
      Interval credible,
      double chanceToWin,
      double expectedLossKeepControl,
      double expectedLossShipTreatment)
      implements Result {}

  /** A view at the given level. */
  public BayesianLift {
    Alpha.require(alpha);
  }

  /** The posterior; not defined where the control is zero, or the lift's error is. */
  public Result posterior(Estimate control, Estimate treatment) {
    if (control.value() == 0.0) {
      return new NotDefined(NotDefined.Reason.CONTROL_IS_ZERO);
    }
    double size = Math.abs(control.value());
    double ratio = treatment.value() / size;
    double error = Math.sqrt(treatment.variance() + ratio * ratio * control.variance()) / size;
    return error == 0.0
        ? new NotDefined(NotDefined.Reason.NO_VARIANCE)
        : updated((treatment.value() - control.value()) / size, error);
  }

  /** Precisions add up, and the means are weighted by them. */
  private Posterior updated(double lift, double error) {
    double relativeError = error / prior.standardDeviation();
    double weight = 1.0 / (1.0 + relativeError * relativeError);
    double mean = lift + (1.0 - weight) * (prior.mean() - lift);
    double deviation = error * Math.sqrt(weight);
    double gain = better == Better.HIGHER ? mean : -mean;
    return new Posterior(
        mean,
        deviation,
        Interval.around(mean, Normal.twoSidedQuantile(alpha) * deviation),
        Normal.upperTail(-gain / deviation),
        deviation * expectedExcess(gain / deviation),
        deviation * expectedExcess(-gain / deviation));
  }

  /** E max(Z + z, 0), Z being standard normal. */
  private static double expectedExcess(double z) {
    return Math.max(0.0, Normal.density(z) + z * Normal.upperTail(-z));
  }
}
