package plumbline.engine.analysis;

import java.util.Optional;
import plumbline.engine.fold.FoldMetric;
import plumbline.engine.fold.MetricSums;
import plumbline.engine.fold.Term;
import plumbline.engine.statistics.ArmResult;
import plumbline.engine.statistics.ArmSummary;
import plumbline.engine.statistics.Cuped;
import plumbline.engine.statistics.CupedMoments;
import plumbline.engine.statistics.Moments;
import plumbline.engine.statistics.NotDefined;
import plumbline.engine.statistics.NotDefined.Reason;
import plumbline.engine.statistics.Proportion;
import plumbline.engine.statistics.RatioCupedMoments;
import plumbline.engine.statistics.RatioMoments;

/** Control and a treatment, as tests of means see them: what is estimated, and how well. */
sealed interface Pair {
  /**
   * Both arms.
   *
   * @param cuped what the covariate did; empty without one
   */
  record Both(ArmSummary control, ArmSummary treatment, Optional<Cuped.Adjusted> cuped)
      implements Pair {}

  /** There is nothing to compare. */
  record Neither(Reason reason) implements Pair {}

  /** With the covariate's part taken out, where the sums have one. Not for a QUANTILE. */
  static Pair of(Metric metric, Arm control, Arm treatment) {
    if (!hasCovariate(control)) {
      return of(plain(metric, control), plain(metric, treatment));
    }
    var adjusted =
        metric.kind() == FoldMetric.Kind.RATIO
            ? Cuped.adjust(
                RatioCupedMoments.of(control.units(), control.sums()),
                RatioCupedMoments.of(treatment.units(), treatment.sums()),
                metric.scale() / metric.denominatorScale())
            : Cuped.adjust(
                CupedMoments.of(control.units(), control.sums()),
                CupedMoments.of(treatment.units(), treatment.sums()),
                metric.scale());
    return switch (adjusted) {
      case NotDefined(var reason) -> new Neither(reason);
      case Cuped.Adjusted both -> new Both(both.control(), both.treatment(), Optional.of(both));
    };
  }

  private static Pair of(ArmResult control, ArmResult treatment) {
    return switch (control) {
      case NotDefined(var reason) -> new Neither(reason);
      case ArmSummary from ->
          switch (treatment) {
            case NotDefined(var reason) -> new Neither(reason);
            case ArmSummary to -> new Both(from, to, Optional.empty());
          };
    };
  }

  /** One arm with nothing taken out. Not for a QUANTILE. */
  static ArmResult plain(Metric metric, Arm arm) {
    return metric.kind() == FoldMetric.Kind.RATIO
        ? RatioMoments.of(arm.units(), arm.sums())
            .summary(metric.scale(), metric.denominatorScale())
        : moments(arm)
            .summary(metric.scale())
            .<ArmResult>map(it -> it)
            .orElse(new NotDefined(Reason.TOO_FEW_UNITS));
  }

  /** Whether there are sums of what units did before. */
  static boolean hasCovariate(Arm arm) {
    return arm.sums().has(Term.X);
  }

  /** Sums of y and of its square. */
  static Moments moments(Arm arm) {
    return new Moments(arm.units(), arm.sums().sum(Term.Y), arm.sums().product(Term.Y, Term.Y));
  }

  /** Of a PROPORTION. */
  static Proportion share(Arm arm) {
    MetricSums sums = arm.sums();
    return new Proportion(sums.sum(Term.Y).longValueExact(), arm.units());
  }
}
