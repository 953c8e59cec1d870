package plumbline.engine.planning;

/**
 * The information that a plan's units bring, one over the squared standard error of the difference:
 * {@code 1 / (v/n_C + v/n_T)}, with v the baseline's variance over units less what a covariate is
 * planned to explain. Looks of a group-sequential design are at shares of it.
 */
public final class PlannedInformation {
  private PlannedInformation() {}

  /**
   * The information.
   *
   * @param controlUnits planned, above 0
   * @param treatmentUnits planned, above 0
   */
  public static double of(
      Baseline baseline, Covariate covariate, double controlUnits, double treatmentUnits) {
    Require.positive("controlUnits", controlUnits);
    Require.positive("treatmentUnits", treatmentUnits);
    double variance = baseline.variance(baseline.value()) * covariate.varianceFactor();
    return 1.0 / (variance / controlUnits + variance / treatmentUnits);
  }
}
