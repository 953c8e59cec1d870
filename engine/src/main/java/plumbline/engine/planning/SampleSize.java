package plumbline.engine.planning;

/**
 * The units of one treatment and of control, as a formula gives them: real numbers.
 *
 * @param control above 0
 * @param treatment above 0
 */
public record SampleSize(double control, double treatment) {
  /** Refuses what is no number of units. */
  public SampleSize {
    Require.positive("control", control);
    Require.positive("treatment", treatment);
  }

  /** As many units in the one as in the other. */
  public static SampleSize even(double unitsPerVariant) {
    return new SampleSize(unitsPerVariant, unitsPerVariant);
  }

  /** So many units of control, and ratio times as many of the treatment. */
  static SampleSize of(double control, double ratio) {
    return new SampleSize(control, ratio * control);
  }

  /** Whole units of control, rounded up; {@link Long#MAX_VALUE} where it is more than that. */
  public long controlUnits() {
    return (long) Math.ceil(control);
  }

  /** Whole units of the treatment, rounded up; {@link Long#MAX_VALUE} where it is more. */
  public long treatmentUnits() {
    return (long) Math.ceil(treatment);
  }

  /** Treatment's units over control's. */
  public double ratio() {
    return treatment / control;
  }

  /** Multiplies a unit's variance, equal in both arms, to that of the difference: 1/n_C + 1/n_T. */
  double perUnitVariance() {
    return 1.0 / control + 1.0 / treatment;
  }
}
