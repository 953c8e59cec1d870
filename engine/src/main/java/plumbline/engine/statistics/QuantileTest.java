package plumbline.engine.statistics;

import plumbline.engine.statistics.HistogramQuantile.Estimated;

/**
 * Two arms' quantiles, from their histograms. That values are known by their buckets only does not
 * average out, so both arms' bucket errors are added to the half of each interval's width, and the
 * p-value is that of just these intervals: it is below alpha exactly when the interval of the
 * difference excludes 0, and, bounded, when that of the lift does.
 *
 * @param alpha two-sided, between 0 and 1
 */
public record QuantileTest(double alpha) {
  /** What a comparison of two quantiles can say. */
  public sealed interface Result permits Compared, NotDefined {}

  /**
   * A comparison. Effects are treatment minus control, in the metric's unit.
   *
   * @param standardError of the difference, from which units happened to come
   * @param bucketError both arms'
   * @param df degrees of freedom over units, a real number
   * @param t what of the difference the bucket errors cannot explain, over its standard error
   * @param interval of the difference, at 1 - alpha or more
   * @param lift relative to the control, at 1 - alpha or more
   */
  public record Compared(
      double quantileControl,
      double quantileTreatment,
      double difference,
      double standardError,
      double bucketError,
      double df,
      double t,
      double pValueTwoSided,
      Interval interval,
      RelativeLift lift)
      implements Result {}

  /** A test at the given level. */
  public QuantileTest {
    Alpha.require(alpha);
  }

  /**
   * Compares the same quantile of two arms; not defined below two units in an arm.
   *
   * @param unitsControl that the control's was estimated from, those without a value too
   * @param unitsTreatment the same of the treatment
   */
  public Result compare(
      Estimated control, long unitsControl, Estimated treatment, long unitsTreatment) {
    if (unitsControl < 2 || unitsTreatment < 2) {
      return new NotDefined(NotDefined.Reason.TOO_FEW_UNITS);
    }
    return switch (Limit.CONTROL.distance(
        summary(control, unitsControl), summary(treatment, unitsTreatment))) {
      case NotDefined none -> none;
      case Limit.Distance distance -> compared(control, treatment, distance);
    };
  }

  private Compared compared(Estimated control, Estimated treatment, Limit.Distance distance) {
    double critical = StudentT.twoSidedQuantile(alpha, distance.df());
    double bucketError = control.bucketError() + treatment.bucketError();
    double unexplained = Math.max(0.0, Math.abs(distance.value()) - bucketError);
    double t = Math.copySign(unexplained, distance.value()) / distance.standardError();
    return new Compared(
        control.value(),
        treatment.value(),
        distance.value(),
        distance.standardError(),
        bucketError,
        distance.df(),
        t,
        StudentT.twoSided(t, distance.df()),
        Interval.around(distance.value(), critical * distance.standardError() + bucketError),
        QuantileLift.of(control, treatment, critical));
  }

  /**
   * The relative effect by any critical value, for designs that have one of their own.
   *
   * @param critical above 0, in standard errors
   */
  public static RelativeLift lift(Estimated control, Estimated treatment, double critical) {
    return QuantileLift.of(control, treatment, critical);
  }

  private static ArmSummary summary(Estimated arm, long units) {
    return new ArmSummary(units, arm.value(), arm.standardError() * arm.standardError() * units);
  }
}
