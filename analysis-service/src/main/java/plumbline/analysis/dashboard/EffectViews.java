package plumbline.analysis.dashboard;

import plumbline.analysis.dashboard.ExperimentView.EffectView;
import plumbline.analysis.results.Reasons;
import plumbline.analysis.results.Results.Comparison;
import plumbline.analysis.study.StudiedMetric;
import plumbline.engine.analysis.Figures;
import plumbline.engine.analysis.Finding.Compared;
import plumbline.engine.analysis.Finding.NotCompared;
import plumbline.engine.analysis.Finding.NotTested;
import plumbline.engine.statistics.Interval;
import plumbline.engine.statistics.NotDefined;
import plumbline.engine.statistics.RelativeLift;

/**
 * A comparison as the page shows it.
 *
 * @param trusted false when the sample ratio test failed: nothing is good or bad then
 */
record EffectViews(boolean trusted, Scale scale) {

  EffectView of(StudiedMetric metric, Comparison comparison, String id) {
    return switch (comparison.corrected()) {
      case NotCompared(var reason) -> notCompared(comparison, Reasons.notDefined(reason));
      case NotTested(var reason) -> notCompared(comparison, Reasons.notTested(reason));
      case Compared compared -> compared(metric, comparison, compared, id);
    };
  }

  private static EffectView notCompared(Comparison comparison, String why) {
    return new EffectView(
        "not comparable",
        "neutral",
        "",
        "",
        "",
        "",
        why,
        Labels.typeset(comparison.sentence()),
        null);
  }

  private EffectView compared(
      StudiedMetric metric, Comparison comparison, Compared compared, String id) {
    var sentence = Labels.typeset(comparison.sentence());
    var lift = lift(compared, sentence, id);
    var verdict = verdict(comparison);
    return new EffectView(
        verdict.word,
        verdict.tone,
        lift.estimate,
        lift.interval,
        absolute(metric, compared),
        pValue(comparison),
        lift.note,
        sentence,
        lift.whisker);
  }

  private static String pValue(Comparison comparison) {
    var adjusted = comparison.treated().pValueAdjusted();
    return adjusted.isPresent() ? Figures.pValue(adjusted.getAsDouble()) : "";
  }

  private Lift lift(Compared compared, String sentence, String id) {
    return switch (compared.lift()) {
      case RelativeLift.Bounded _ when compared.hasNegativeControl() ->
          Lift.none(Reasons.NEGATIVE_CONTROL);
      case RelativeLift.Bounded(var estimate, var interval) ->
          new Lift(
              Figures.signedPercent(estimate),
              Figures.signedPercent(interval.lower())
                  + " to "
                  + Figures.signedPercent(interval.upper()),
              "",
              Whisker.bounded(
                  id, sentence, interval.lower(), estimate, interval.upper(), scale.limit()));
      case RelativeLift.Unbounded(var shape) ->
          new Lift("", "unbounded", Reasons.unbounded(shape), Whisker.unbounded(id, sentence));
      case NotDefined(var reason) -> Lift.none(Reasons.notDefined(reason));
    };
  }

  private static String absolute(StudiedMetric metric, Compared compared) {
    Interval interval = compared.interval();
    return "%s (%s to %s)"
        .formatted(
            Values.difference(metric, compared.difference()),
            Values.difference(metric, interval.lower()),
            Values.difference(metric, interval.upper()));
  }

  private Verdict verdict(Comparison comparison) {
    if (!trusted) {
      return Verdict.NOT_TRUSTED;
    }
    return switch (comparison.verdict()) {
      case BETTER -> Verdict.BETTER;
      case WORSE -> Verdict.WORSE;
      case DIFFERENT -> Verdict.DIFFERENT;
      case NOT_SHOWN, NOT_COMPARED -> Verdict.INCONCLUSIVE;
      case NONE -> Verdict.NONE;
    };
  }

  private enum Verdict {
    BETTER("better", "good"),
    WORSE("worse", "bad"),
    DIFFERENT("different", "neutral"),
    INCONCLUSIVE("inconclusive", "neutral"),
    NONE("no verdict", "neutral"),
    NOT_TRUSTED("not to be trusted", "neutral");

    private final String word;
    private final String tone;

    Verdict(String word, String tone) {
      this.word = word;
      this.tone = tone;
    }
  }

  private record Lift(
      String estimate,
      String interval,
      String note,
      @org.jspecify.annotations.Nullable Whisker whisker) {
    static Lift none(String note) {
      return new Lift("", "", note, null);
    }
  }
}
