package plumbline.engine.analysis;

import plumbline.engine.fold.FoldMetric.Kind;
import plumbline.engine.fold.MetricSums;
import plumbline.engine.fold.Term;
import plumbline.engine.statistics.ArmResult;
import plumbline.engine.statistics.ArmSummary;
import plumbline.engine.statistics.Moments;
import plumbline.engine.statistics.NotDefined;
import plumbline.engine.statistics.RatioMoments;
import plumbline.engine.statistics.WelchTest;

/**
 * Whether units did the same before in both arms: Welch's t on the covariate. A difference is
 * chance, or a covariate that the treatment has changed, or an assignment that is none. It is about
 * what was before, so it says nothing of an effect.
 */
public final class CovariateBalance {
  private CovariateBalance() {}

  /** Whether there is a covariate to compare. */
  public static boolean isFor(Arm arm) {
    return Pair.hasCovariate(arm);
  }

  /** Treatment against control; both have a covariate. */
  public static WelchTest.Result compare(Metric metric, Arm control, Arm treatment, double alpha) {
    return new WelchTest(alpha).compare(before(metric, control), before(metric, treatment));
  }

  private static ArmResult before(Metric metric, Arm arm) {
    MetricSums sums = arm.sums();
    if (metric.kind() == Kind.RATIO) {
      return new RatioMoments(
              arm.units(),
              sums.sum(Term.X),
              sums.sum(Term.Z),
              sums.product(Term.X, Term.X),
              sums.product(Term.Z, Term.Z),
              sums.product(Term.X, Term.Z))
          .summary(metric.scale(), metric.denominatorScale());
    }
    return new Moments(arm.units(), sums.sum(Term.X), sums.product(Term.X, Term.X))
        .summary(metric.scale())
        .<ArmResult>map((ArmSummary it) -> it)
        .orElse(new NotDefined(NotDefined.Reason.TOO_FEW_UNITS));
  }
}
