package plumbline.engine.statistics;

/**
 * What a treatment is held against: a line in control's mean, {@code slope·m_C + shift}. How far
 * the treatment lies beyond it is judged by Welch's t of the linear contrast {@code m_T - slope·m_C
 * - shift} with {@code se² = v_T + slope²·v_C}: control's own uncertainty counts, as the limit is a
 * multiple of it.
 *
 * @param slope finite; 1.02 for two percent more than control
 * @param shift finite, in the metric's unit
 */
public record Limit(double slope, double shift) {
  /** The control itself. */
  public static final Limit CONTROL = new Limit(1.0, 0.0);

  /** What can be said of a treatment and a limit. */
  public sealed interface Result permits Distance, NotDefined {}

  /**
   * How far the treatment lies above the limit.
   *
   * @param value in the metric's unit; below 0 where it lies below
   * @param df degrees of freedom after Satterthwaite, a real number
   * @param t the distance over its standard error
   */
  public record Distance(double value, double standardError, double df, double t)
      implements Result {
    /** One-sided: how likely so large a t is if the treatment truly is at the limit, or below. */
    public double pValueAbove() {
      return StudentT.upperTail(t, df);
    }

    /** One-sided: how likely so small a t is if the treatment truly is at the limit, or above. */
    public double pValueBelow() {
      return StudentT.upperTail(-t, df);
    }
  }

  /** Refuses what is no line. */
  public Limit {
    if (!Double.isFinite(slope) || !Double.isFinite(shift)) {
      throw new IllegalArgumentException(
          "slope and shift are finite, not %s and %s".formatted(slope, shift));
    }
  }

  /** The treatment's distance; not defined when neither arm varies. */
  public Result distance(ArmSummary control, ArmSummary treatment) {
    double controlPart = slope * slope * control.estimate().variance();
    double treatmentPart = treatment.estimate().variance();
    double squaredError = controlPart + treatmentPart;
    if (squaredError == 0.0) {
      return new NotDefined(NotDefined.Reason.NO_VARIANCE);
    }
    double value = treatment.mean() - (slope * control.mean() + shift);
    double error = Math.sqrt(squaredError);
    // Satterthwaite's formula on each arm's share of the squared error, which cannot overflow.
    double controlShare = controlPart / squaredError;
    double treatmentShare = treatmentPart / squaredError;
    double df =
        1.0
            / (controlShare * controlShare / (control.n() - 1)
                + treatmentShare * treatmentShare / (treatment.n() - 1));
    return new Distance(value, error, df, value / error);
  }
}
