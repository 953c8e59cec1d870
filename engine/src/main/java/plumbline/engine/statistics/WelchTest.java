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

  /** Compares what is known of two arms; not defined where one of them is not. */
  public Result compare(ArmResult control, ArmResult treatment) {
    return switch (control) {
      case NotDefined none -> none;
      case ArmSummary from ->
          switch (treatment) {
            case NotDefined none -> none;
            case ArmSummary to -> compare(from, to);
          };
    };
  }

  /** Compares two summaries; not defined when neither arm varies. */
  public Result compare(ArmSummary control, ArmSummary treatment) {
    return switch (Limit.CONTROL.distance(control, treatment)) {
      case NotDefined none -> none;
      case Limit.Distance distance -> compared(control, treatment, distance);
    };
  }

  private Compared compared(ArmSummary control, ArmSummary treatment, Limit.Distance distance) {
    double critical = StudentT.twoSidedQuantile(alpha, distance.df());
    return new Compared(
        control.mean(),
        treatment.mean(),
        distance.value(),
        distance.standardError(),
        distance.df(),
        distance.t(),
        StudentT.twoSided(distance.t(), distance.df()),
        Interval.around(distance.value(), critical * distance.standardError()),
        RelativeLift.fieller(control.estimate(), treatment.estimate(), critical));
  }
}
