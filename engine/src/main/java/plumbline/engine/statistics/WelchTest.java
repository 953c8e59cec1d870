package plumbline.engine.statistics;

import java.util.Optional;

/**
 * Welch's t test (1947): two means with unequal variances, degrees of freedom after Satterthwaite.
 * The p-value, the interval and the relative interval use the same standard error, degrees and
 * quantile, so they never contradict each other: p is below alpha exactly when 0 is excluded.
 *
 * @param alpha two-sided, between 0 and 1
 */
public record WelchTest(double alpha) {
  /** What a comparison of two means can say. */
  public sealed interface Result permits Compared, NotDefined {}

  /**
   * A comparison. Effects are treatment minus control, in the metric's unit.
   *
   * @param standardError of the difference
   * @param df degrees of freedom, a real number
   * @param t the difference over its standard error
   * @param interval of the difference, at 1 - alpha
   * @param lift relative to the control, at 1 - alpha
   */
  public record Compared(
      double meanControl,
      double meanTreatment,
      double difference,
      double standardError,
      double df,
      double t,
      double pValueTwoSided,
      Interval interval,
      RelativeLift lift)
      implements Result {}

  /** A test at the given level. */
  public WelchTest {
    Alpha.require(alpha);
  }

  /**
   * Compares exact moments; not defined below two units in an arm.
   *
   * @param scale what one stored unit is worth, such as 1e-6 for micro-units
   */
  public Result compare(Moments control, Moments treatment, double scale) {
    Optional<ArmSummary> controlArm = control.summary(scale);
    Optional<ArmSummary> treatmentArm = treatment.summary(scale);
    if (controlArm.isEmpty() || treatmentArm.isEmpty()) {
      return new NotDefined(NotDefined.Reason.TOO_FEW_UNITS);
    }
    return compare(controlArm.get(), treatmentArm.get());
  }

  /** Compares two summaries; not defined when neither arm varies. */
  public Result compare(ArmSummary control, ArmSummary treatment) {
    Estimate from = control.estimate();
    Estimate to = treatment.estimate();
    double squaredError = from.variance() + to.variance();
    if (squaredError == 0.0) {
      return new NotDefined(NotDefined.Reason.NO_VARIANCE);
    }
    double difference = to.value() - from.value();
    double error = Math.sqrt(squaredError);
    double df = degrees(control, treatment, squaredError);
    double t = difference / error;
    double critical = StudentT.twoSidedQuantile(alpha, df);
    return new Compared(
        from.value(),
        to.value(),
        difference,
        error,
        df,
        t,
        StudentT.twoSided(t, df),
        Interval.around(difference, critical * error),
        RelativeLift.fieller(from, to, critical));
  }

  /** Satterthwaite's formula on each arm's part of the squared error, which cannot overflow. */
  private static double degrees(ArmSummary control, ArmSummary treatment, double squaredError) {
    double controlPart = control.estimate().variance() / squaredError;
    double treatmentPart = treatment.estimate().variance() / squaredError;
    return 1.0
        / (controlPart * controlPart / (control.n() - 1)
            + treatmentPart * treatmentPart / (treatment.n() - 1));
  }
}
