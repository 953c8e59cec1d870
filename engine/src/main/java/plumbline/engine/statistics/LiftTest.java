package plumbline.engine.statistics;

/**
 * Relative effects by other approximations than {@link RelativeLift Fieller's}, as other products
 * have them, each with a p-value that belongs to its interval: p is below alpha exactly when the
 * interval excludes 0. That p differs a little from Welch's of the difference.
 *
 * @param alpha two-sided, between 0 and 1
 */
public record LiftTest(double alpha, Method method) {
  /** How the variance of a ratio of two means is approximated. */
  public enum Method {
    /**
     * Linear in both means: {@code se² = v_T/C² + T²·v_C/C⁴}, a symmetric interval, the degrees of
     * freedom of Welch's test of the difference. The effect is the difference over |C|, so that its
     * sign is the difference's. GrowthBook's.
     */
    DELTA,
    /**
     * Linear in the logarithms of both means, which have to be above zero: {@code se² = v_T/T² +
     * v_C/C²}, the interval {@code (T/C)·exp(±t·se) - 1}, Welch's degrees of freedom on just these
     * variances. tea-tasting's.
     */
    LOG_DELTA
  }

  /** What a relative comparison can say. */
  public sealed interface Result permits Compared, NotDefined {}

  /**
   * A relative comparison: 0.05 is five percent more than the control.
   *
   * @param standardError of the estimate; by LOG_DELTA of the logarithm of 1 + estimate
   * @param df degrees of freedom, a real number
   * @param t the estimate, or that logarithm, over its standard error
   * @param interval of the relative effect, at 1 - alpha
   */
  public record Compared(
      double estimate,
      double standardError,
      double df,
      double t,
      double pValueTwoSided,
      Interval interval)
      implements Result {}

  /** A test at the given level. */
  public LiftTest {
    Alpha.require(alpha);
  }

  /**
   * Compares two arms; not defined when neither varies, by DELTA with a control of zero, by
   * LOG_DELTA unless both means are above zero.
   */
  public Result compare(ArmSummary control, ArmSummary treatment) {
    return switch (method) {
      case DELTA -> delta(control, treatment);
      case LOG_DELTA -> logDelta(control, treatment);
    };
  }

  private Result delta(ArmSummary control, ArmSummary treatment) {
    if (control.mean() == 0.0) {
      return new NotDefined(NotDefined.Reason.CONTROL_IS_ZERO);
    }
    return switch (Limit.CONTROL.distance(control, treatment)) {
      case NotDefined none -> none;
      case Limit.Distance distance -> delta(control, treatment, distance);
    };
  }

  private Result delta(ArmSummary control, ArmSummary treatment, Limit.Distance distance) {
    double base = Math.abs(control.mean());
    double slope = treatment.mean() / control.mean();
    double squaredError =
        treatment.estimate().variance() + slope * slope * control.estimate().variance();
    if (squaredError == 0.0) {
      return new NotDefined(NotDefined.Reason.NO_VARIANCE);
    }
    double estimate = distance.value() / base;
    double error = Math.sqrt(squaredError) / base;
    double t = estimate / error;
    double critical = StudentT.twoSidedQuantile(alpha, distance.df());
    return new Compared(
        estimate,
        error,
        distance.df(),
        t,
        StudentT.twoSided(t, distance.df()),
        Interval.around(estimate, critical * error));
  }

  private Result logDelta(ArmSummary control, ArmSummary treatment) {
    if (!(control.mean() > 0.0 && treatment.mean() > 0.0)) {
      return new NotDefined(NotDefined.Reason.NOT_POSITIVE);
    }
    // Welch's test of the logarithms, with control's as the origin.
    double lift = (treatment.mean() - control.mean()) / control.mean();
    return switch (new WelchTest(alpha)
        .compare(logarithm(control, 0.0), logarithm(treatment, Math.log1p(lift)))) {
      case NotDefined none -> none;
      case WelchTest.Compared logs ->
          new Compared(
              lift,
              logs.standardError(),
              logs.df(),
              logs.t(),
              logs.pValueTwoSided(),
              new Interval(
                  Math.expm1(logs.interval().lower()), Math.expm1(logs.interval().upper())));
    };
  }

  private static ArmSummary logarithm(ArmSummary arm, double mean) {
    return new ArmSummary(arm.n(), mean, arm.variance() / arm.mean() / arm.mean());
  }
}
