package plumbline.engine.statistics;

import java.util.Optional;
import plumbline.engine.statistics.RelativeLift.Bounded;
import plumbline.engine.statistics.TwoProportions.ZTest;

/**
 * Two proportions, as results report them: a test of "no difference", an interval of the difference
 * and one of the relative lift, which never contradict each other. p is below alpha exactly when
 * the interval excludes 0, and exactly when a bounded lift does. Zero counts are ordinary input.
 *
 * <p>The three are the usual ones, the pooled z test, Newcombe's interval and Fieller's, where all
 * are defined and agree. Each takes another variance, so close to alpha, and for small counts, they
 * may not; then all three come from the score statistic of {@link MiettinenNurminen} instead. That
 * is the pooled z, made smaller by {@code sqrt((N-1)/N)}: where it is significant the pooled test
 * rejects as well, and so, chosen either way, the error of the first kind is never above the pooled
 * test's.
 *
 * @param alpha two-sided, between 0 and 1
 */
public record ProportionTest(double alpha) {
  /** What a comparison of two proportions can say. */
  public sealed interface Result permits Compared, NotDefined {}

  /** Where test, interval and lift come from. */
  public enum Method {
    /** The pooled z test, Newcombe's interval of the difference, Fieller's of the lift. */
    POOLED_NEWCOMBE,
    /** Miettinen and Nurminen's score statistic, for all three. */
    SCORE
  }

  /**
   * A comparison. Effects are treatment minus control, as fractions: 0.01 is one percentage point.
   *
   * @param pooled the test of no difference, whose variance is that of one rate for both arms, with
   *     the factor N/(N-1) for the score method; empty when every unit of both arms succeeded, or
   *     none: then both intervals hold 0
   * @param interval of the difference, at 1 - alpha
   * @param lift relative to the control, at 1 - alpha
   */
  public record Compared(
      double rateControl,
      double rateTreatment,
      double difference,
      Optional<ZTest> pooled,
      Interval interval,
      RelativeLift lift,
      Method method)
      implements Result {}

  /** A test at the given level. */
  public ProportionTest {
    Alpha.require(alpha);
  }

  /** Compares two arms; not defined without a unit in each. */
  public Result compare(Proportion control, Proportion treatment) {
    if (control.n() < 1 || treatment.n() < 1) {
      return new NotDefined(NotDefined.Reason.TOO_FEW_UNITS);
    }
    TwoProportions table = new TwoProportions(control, treatment);
    Optional<ZTest> pooled = table.pooled();
    Interval newcombe = table.newcombe(alpha);
    RelativeLift fieller = table.fieller(alpha);
    if (pooled.isPresent() && agree(pooled.get(), newcombe, fieller)) {
      return compared(table, pooled, newcombe, fieller, Method.POOLED_NEWCOMBE);
    }
    return scored(table);
  }

  /**
   * Compares two arms by the score statistic alone, whose p-value is the same at every level: for
   * who needs the levels of several to agree. Not defined without a unit in each arm.
   */
  public Result compareByScore(Proportion control, Proportion treatment) {
    return control.n() < 1 || treatment.n() < 1
        ? new NotDefined(NotDefined.Reason.TOO_FEW_UNITS)
        : scored(new TwoProportions(control, treatment));
  }

  private Compared scored(TwoProportions table) {
    MiettinenNurminen score = new MiettinenNurminen(table, alpha);
    return compared(table, score.test(), score.difference(), score.lift(), Method.SCORE);
  }

  private boolean agree(ZTest pooled, Interval newcombe, RelativeLift fieller) {
    boolean significant = pooled.pValueTwoSided() < alpha;
    return significant != newcombe.contains(0.0)
        && fieller instanceof Bounded(double _, Interval lift)
        && significant != lift.contains(0.0);
  }

  private static Compared compared(
      TwoProportions table,
      Optional<ZTest> test,
      Interval interval,
      RelativeLift lift,
      Method method) {
    return new Compared(
        table.control().rate(),
        table.treatment().rate(),
        table.difference(),
        test,
        interval,
        lift,
        method);
  }
}
