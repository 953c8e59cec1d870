package plumbline.analysis.results;

import static java.util.Comparator.comparingDouble;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import plumbline.analysis.results.StudiedMetric.Judgement;
import plumbline.analysis.results.Study.StudiedVariant;
import plumbline.engine.analysis.Arm;
import plumbline.engine.analysis.Finding;
import plumbline.engine.analysis.Finding.Compared;
import plumbline.engine.analysis.Finding.NotCompared;
import plumbline.engine.analysis.Finding.NotTested;
import plumbline.engine.analysis.Finding.Test;
import plumbline.engine.statistics.Interval;
import plumbline.engine.statistics.RelativeLift;
import plumbline.proto.assignment.v1.Correction;
import plumbline.proto.assignment.v1.MetricDirection;

/**
 * What the primary metric shows of each treatment. Several treatments share the plan's alpha:
 * Bonferroni's way where the plan says so, else Holm's (1979), whatever else the plan names.
 */
record PrimaryVerdicts(Study study, Observations observations, StudiedMetric primary) {

  /**
   * What it shows of one treatment.
   *
   * @param shown BETTER or WORSE where the test says so at the treatment's own level
   * @param level two-sided, that it was judged at
   * @param plain the comparison at the plan's alpha
   */
  record Verdict(String treatment, Judgement shown, double level, Finding plain) {}

  /** One for each treatment, in the definition's order. */
  List<Verdict> all() {
    var order = new ArrayList<>(study.treatments());
    order.sort(comparingDouble(treatment -> pValue(compare(treatment, alpha()))));
    var verdicts = new ArrayList<Verdict>();
    var open = false;
    for (var i = 0; i < order.size(); i++) {
      var level = alpha() / (isBonferroni() ? order.size() : order.size() - i);
      var shown = open ? Judgement.NEITHER : shown(compare(order.get(i), level));
      // Holm's way ends at the first that is not shown.
      open = !isBonferroni() && shown == Judgement.NEITHER;
      verdicts.add(new Verdict(order.get(i).key(), shown, level, compare(order.get(i), alpha())));
    }
    verdicts.sort(
        comparingDouble(it ->
            study.variants().stream().map(StudiedVariant::key).toList().indexOf(it.treatment)));
    return List.copyOf(verdicts);
  }

  /** How many times as many units would tell nothing from the smallest effect sought, above 1. */
  OptionalDouble unitsNeeded(Verdict verdict) {
    var mde = study.plan().mdeRelative();
    var gain = gain(verdict);
    if (mde.isEmpty() || gain.isEmpty()) {
      return OptionalDouble.empty();
    }
    var width = gain.get().upper() - gain.get().lower();
    var factor = Math.pow(width / mde.getAsDouble(), 2);
    return factor > 1 ? OptionalDouble.of(factor) : OptionalDouble.empty();
  }

  /** Whether even the upper bound of the gain is below the smallest effect that is sought. */
  boolean isRuledOut(Verdict verdict) {
    var mde = study.plan().mdeRelative();
    return mde.isPresent()
        && gain(verdict).filter(gain -> gain.upper() < mde.getAsDouble()).isPresent();
  }

  /** Treatment minus control in the better direction, in the metric's unit. */
  double pointGain(Verdict verdict) {
    return switch (verdict.plain) {
      case Compared compared -> direction() * compared.difference();
      case NotCompared _, NotTested _ -> Double.NEGATIVE_INFINITY;
    };
  }

  /** The interval of the gain relative to control's size; empty where there is none. */
  Optional<Interval> gain(Verdict verdict) {
    if (verdict.plain instanceof Compared compared
        && compared.lift() instanceof RelativeLift.Bounded(var _, var lift)) {
      var sign = direction() * (compared.hasNegativeControl() ? -1 : 1);
      return Optional.of(sign > 0 ? lift : new Interval(-lift.upper(), -lift.lower()));
    }
    return Optional.empty();
  }

  private Finding compare(StudiedVariant treatment, double level) {
    return MetricTest.of(primary).compare(arm(study.control()), arm(treatment), level);
  }

  private Arm arm(StudiedVariant variant) {
    return observations.arm(variant.key()).of(primary.key());
  }

  private Judgement shown(Finding finding) {
    return finding instanceof Compared compared && compared.isSignificant()
        ? primary.judge(compared.difference())
        : Judgement.NEITHER;
  }

  private static double pValue(Finding finding) {
    return switch (finding) {
      case Compared compared -> compared.test().map(Test::pValueTwoSided).orElse(1.0);
      case NotCompared _, NotTested _ -> 1.0;
    };
  }

  private double alpha() {
    return study.plan().alpha();
  }

  private boolean isBonferroni() {
    return study.plan().correction() == Correction.CORRECTION_BONFERRONI;
  }

  private int direction() {
    return primary.direction() == MetricDirection.METRIC_DIRECTION_DECREASE ? -1 : 1;
  }
}
