package plumbline.engine.guardrail;

import java.util.Optional;
import java.util.OptionalDouble;
import plumbline.engine.guardrail.HarmReading.Measured;
import plumbline.engine.guardrail.HarmReading.Method;
import plumbline.engine.guardrail.HarmReading.NotJudged;
import plumbline.engine.guardrail.HarmReading.Reason;
import plumbline.engine.guardrail.ObservedArms.Summary;
import plumbline.engine.guardrail.Threshold.Kind;
import plumbline.engine.statistics.ArmSummary;
import plumbline.engine.statistics.Estimate;
import plumbline.engine.statistics.Interval;
import plumbline.engine.statistics.Limit;
import plumbline.engine.statistics.NotDefined;
import plumbline.engine.statistics.RelativeLift;
import plumbline.engine.statistics.StudentT;

/** The harm of a mean: treatment against control's limit, {@code slope·m_C + shift}. */
final class ContrastHarm {
  private final Threshold threshold;
  private final int sign;

  private ContrastHarm(Threshold threshold) {
    this.threshold = threshold;
    this.sign = threshold.direction().sign();
  }

  /** Which end of an interval, seen from harm: less of it, or more. */
  private enum Side {
    LOWER(-1),
    UPPER(1);

    private final int sign;

    Side(int sign) {
      this.sign = sign;
    }
  }

  /**
   * A bound.
   *
   * @param excess of what lies beyond the limit, in the metric's unit
   * @param harm in the margin's terms
   */
  private record Bound(double excess, OptionalDouble harm) {}

  static HarmReading read(HarmTest test, Summary control, Summary treatment) {
    return new ContrastHarm(test.threshold()).reading(test, control, treatment);
  }

  private HarmReading reading(HarmTest test, Summary control, Summary treatment) {
    double from = control.arm().mean();
    double to = treatment.arm().mean();
    if (threshold.kind() == Kind.RELATIVE && from < 0.0) {
      return new NotJudged(Reason.CONTROL_BELOW_ZERO);
    }
    Optional<Bound> lower = bound(control, treatment, Side.LOWER, test.lowerLevel());
    Optional<Bound> upper = bound(control, treatment, Side.UPPER, test.upperLevel());
    if (lower.isEmpty() || upper.isEmpty()) {
      return new NotJudged(Reason.NO_VARIANCE);
    }
    return new Measured(
        HarmTest.state(
            upper.get().excess < 0.0, lower.get().excess > 0.0, threshold.excess(from, to) > 0.0),
        Method.CONTRAST,
        threshold.kind() == Kind.RELATIVE && from == 0.0
            ? OptionalDouble.empty()
            : OptionalDouble.of(threshold.harm(from, to)),
        lower.get().harm,
        upper.get().harm);
  }

  /** The values' own errors make each bound wider: what they hide is good in one, bad in other. */
  private Optional<Bound> bound(Summary control, Summary treatment, Side side, double level) {
    ArmSummary from = shifted(control, -side.sign);
    ArmSummary to = shifted(treatment, side.sign);
    return switch (new Limit(threshold.slope(), threshold.shift()).distance(from, to)) {
      case NotDefined _ -> Optional.empty();
      case Limit.Distance distance -> {
        double critical = StudentT.twoSidedQuantile(2.0 * level, distance.df());
        double excess = sign * distance.value() + side.sign * critical * distance.standardError();
        OptionalDouble harm =
            threshold.kind() == Kind.RELATIVE
                ? relative(from.estimate(), to.estimate(), critical, side)
                : OptionalDouble.of(excess + threshold.margin().doubleValue());
        yield Optional.of(new Bound(excess, harm));
      }
    };
  }

  /** At the critical value of the excess: the one is within the margin just where the other is. */
  private OptionalDouble relative(
      Estimate control, Estimate treatment, double critical, Side side) {
    RelativeLift lift = RelativeLift.fieller(control, treatment, critical);
    return control.value() > 0.0 && lift instanceof RelativeLift.Bounded(var _, var interval)
        ? OptionalDouble.of(threshold.harm(1.0, 1.0 + end(interval, side)))
        : OptionalDouble.empty();
  }

  private double end(Interval interval, Side side) {
    return sign * side.sign > 0 ? interval.upper() : interval.lower();
  }

  private ArmSummary shifted(Summary summary, int towardsHarm) {
    ArmSummary arm = summary.arm();
    double mean = arm.mean() + sign * towardsHarm * summary.valueError();
    return new ArmSummary(arm.n(), mean, arm.variance());
  }
}
