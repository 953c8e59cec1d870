package plumbline.engine.statistics;

import java.util.Optional;

/**
 * Two proportions: the pooled z test of "no difference", Newcombe's interval of the difference
 * (1998, method 10, hybrid score, no continuity correction), and Fieller's interval of the relative
 * lift on the variances p(1-p)/n with the normal quantile. Zero counts are ordinary input.
 *
 * <p>The three answer with different variances, so close to alpha, and for small counts, the
 * p-value and an interval may fall on different sides of it.
 *
 * @param alpha two-sided, between 0 and 1
 */
public record ProportionTest(double alpha) {
  /** What a comparison of two proportions can say. */
  public sealed interface Result permits Compared, NotDefined {}

  /**
   * A comparison. Effects are treatment minus control, as fractions: 0.01 is one percentage point.
   *
   * @param pooled empty when every unit of both arms succeeded, or none
   * @param interval of the difference, at 1 - alpha
   * @param lift relative to the control, at 1 - alpha
   */
  public record Compared(
      double rateControl,
      double rateTreatment,
      double difference,
      Optional<PooledZ> pooled,
      Interval interval,
      RelativeLift lift)
      implements Result {}

  /** The pooled z statistic, positive where the treatment's rate is higher. */
  public record PooledZ(double z, double pValueTwoSided, double standardError) {}

  /** A test at the given level. */
  public ProportionTest {
    Alpha.require(alpha);
  }

  /** Compares two arms; not defined without a unit in each. */
  public Result compare(Proportion control, Proportion treatment) {
    if (control.n() < 1 || treatment.n() < 1) {
      return new NotDefined(NotDefined.Reason.TOO_FEW_UNITS);
    }
    double critical = Normal.twoSidedQuantile(alpha);
    double difference = treatment.rate() - control.rate();
    return new Compared(
        control.rate(),
        treatment.rate(),
        difference,
        pooled(control, treatment, difference),
        newcombe(control, treatment, critical),
        RelativeLift.fieller(control.estimate(), treatment.estimate(), critical));
  }

  private static Optional<PooledZ> pooled(
      Proportion control, Proportion treatment, double difference) {
    Proportion both = control.plus(treatment);
    double variancePerUnit = both.estimate().variance() * both.n();
    if (variancePerUnit == 0.0) {
      return Optional.empty();
    }
    double standardError = Math.sqrt(variancePerUnit * (1.0 / control.n() + 1.0 / treatment.n()));
    double z = difference / standardError;
    return Optional.of(new PooledZ(z, Normal.twoSided(z), standardError));
  }

  private static Interval newcombe(Proportion control, Proportion treatment, double critical) {
    Interval from = control.wilson(critical);
    Interval to = treatment.wilson(critical);
    double difference = treatment.rate() - control.rate();
    return new Interval(
        difference - Math.hypot(treatment.rate() - to.lower(), from.upper() - control.rate()),
        difference + Math.hypot(to.upper() - treatment.rate(), control.rate() - from.lower()));
  }
}
