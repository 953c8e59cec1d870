package plumbline.engine.statistics;

/**
 * What is believed of a relative lift before the data: a normal distribution, frozen with the plan.
 *
 * @param mean most believed lift, 0.02 for two percent
 * @param standardDeviation above 0; infinite for a flat prior
 */
public record NormalPrior(double mean, double standardDeviation) {
  /** Every lift as likely as any other: improper, for comparisons with other software. */
  public static final NormalPrior FLAT = new NormalPrior(0.0, Double.POSITIVE_INFINITY);

  /** Refuses what is no distribution. */
  public NormalPrior {
    if (!Double.isFinite(mean) || !(standardDeviation > 0.0)) {
      throw new IllegalArgumentException(
          "a prior has a finite mean and a standard deviation above 0, not %s and %s"
              .formatted(mean, standardDeviation));
    }
  }

  /**
   * Lifts around none.
   *
   * @param tau their standard deviation: about two thirds of all lifts are believed within ±tau
   */
  public static NormalPrior aroundZero(double tau) {
    return new NormalPrior(0.0, tau);
  }
}
