package plumbline.analysis.results;

import static plumbline.proto.assignment.v1.Correction.CORRECTION_BONFERRONI;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import plumbline.analysis.study.Observations;
import plumbline.analysis.study.StudiedMetric;
import plumbline.analysis.study.StudiedMetric.Judgement;
import plumbline.analysis.study.Study;
import plumbline.analysis.study.Study.StudiedVariant;
import plumbline.engine.analysis.Arm;
import plumbline.engine.analysis.Design;
import plumbline.engine.analysis.ExperimentAnalysis;
import plumbline.engine.analysis.Finding;
import plumbline.engine.analysis.Finding.Compared;
import plumbline.engine.analysis.Finding.NotCompared;
import plumbline.engine.analysis.Finding.NotTested;
import plumbline.engine.analysis.Measured;
import plumbline.engine.analysis.Metric.Better;
import plumbline.engine.statistics.Correction;
import plumbline.engine.statistics.Interval;
import plumbline.engine.statistics.RelativeLift;

/**
 * What the primary metric shows of each treatment. Several treatments share the plan's alpha:
 * Bonferroni's way where the plan says so, else Holm's (1979), whatever else the plan names.
 */
record PrimaryVerdicts(Study study, Observations observations, StudiedMetric primary) {

  /**
   * What it shows of one treatment.
   *
   * @param shown BETTER or WORSE where the test says so at the treatment's own level
   * @param plain the comparison at the plan's alpha
   */
  record Verdict(String treatment, Judgement shown, Finding plain) {}

  /** One for each treatment, in the definition's order. */
  List<Verdict> all() {
    var measured =
        Measured.of(
            MetricTest.of(primary).metric(),
            Measured.Family.PRIMARY,
            arm(study.control()),
            study.treatments().stream().map(this::arm).toList(),
            new Design.FixedHorizon());
    return new ExperimentAnalysis(study.plan().alpha(), Optional.of(correction()), false)
        .analyse(List.of(measured)).getFirst().treatments().stream()
            .map(it -> new Verdict(it.treatment(), shown(it.corrected()), it.plain()))
            .toList();
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

  private Arm arm(StudiedVariant variant) {
    return observations.of(variant.key()).sums().of(primary.key());
  }

  private Judgement shown(Finding finding) {
    return finding instanceof Compared compared && compared.isSignificant()
        ? primary.judge(compared.difference())
        : Judgement.NEITHER;
  }

  private Correction correction() {
    return study.plan().correction() == CORRECTION_BONFERRONI
        ? Correction.BONFERRONI
        : Correction.HOLM;
  }

  private int direction() {
    return primary.measured().better() == Better.LOWER ? -1 : 1;
  }
}
