package plumbline.analysis.results;

import java.util.Optional;
import java.util.OptionalDouble;
import plumbline.analysis.results.Results.Comparison;
import plumbline.analysis.study.StudiedMetric;
import plumbline.analysis.study.Study;
import plumbline.engine.analysis.Figures;
import plumbline.engine.analysis.Finding.Compared;
import plumbline.engine.analysis.Finding.NotCompared;
import plumbline.engine.analysis.Finding.NotTested;
import plumbline.engine.analysis.Metric.Better;
import plumbline.engine.statistics.Interval;
import plumbline.engine.statistics.RelativeLift;

/**
 * How much better a treatment is in the primary metric, by the plain comparison at alpha: that an
 * effect is below the one sought must hold for every treatment, so it needs no correction.
 */
record PrimaryGain(Study study, StudiedMetric primary) {

  /** How many times as many units would tell nothing from the smallest effect sought, above 1. */
  OptionalDouble unitsNeeded(Comparison comparison) {
    var mde = study.plan().mdeRelative();
    var gain = interval(comparison);
    if (mde.isEmpty() || gain.isEmpty()) {
      return OptionalDouble.empty();
    }
    var width = gain.get().upper() - gain.get().lower();
    var factor = Math.pow(width / mde.getAsDouble(), 2);
    return factor > 1 ? OptionalDouble.of(factor) : OptionalDouble.empty();
  }

  /** Whether even the upper bound of the gain is below the smallest effect that is sought. */
  boolean isRuledOut(Comparison comparison) {
    var mde = study.plan().mdeRelative();
    return mde.isPresent()
        && interval(comparison).filter(gain -> gain.upper() < mde.getAsDouble()).isPresent();
  }

  /** That in words. */
  String tooSmall(Comparison comparison) {
    return "%s of %s is at most %s better than control's, less than the %s that is worth finding."
        .formatted(
            primary.key(),
            comparison.treatment(),
            Figures.percent(Math.max(0, interval(comparison).orElseThrow().upper())),
            Figures.percent(study.plan().mdeRelative().orElseThrow()));
  }

  /** Treatment minus control in the better direction, in the metric's unit. */
  double point(Comparison comparison) {
    return switch (comparison.treated().plain()) {
      case Compared compared -> direction() * compared.difference();
      case NotCompared _, NotTested _ -> Double.NEGATIVE_INFINITY;
    };
  }

  /** The interval of the gain relative to control's size; empty where there is none. */
  private Optional<Interval> interval(Comparison comparison) {
    if (comparison.treated().plain() instanceof Compared compared
        && compared.lift() instanceof RelativeLift.Bounded(var _, var lift)) {
      var sign = direction() * (compared.hasNegativeControl() ? -1 : 1);
      return Optional.of(sign > 0 ? lift : new Interval(-lift.upper(), -lift.lower()));
    }
    return Optional.empty();
  }

  private int direction() {
    return primary.measured().better() == Better.LOWER ? -1 : 1;
  }
}
