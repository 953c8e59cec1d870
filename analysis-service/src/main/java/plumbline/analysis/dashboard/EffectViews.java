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
    return switch (comparison.finding()) {
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
    var verdict = verdict(metric, compared);
    return new EffectView(
        verdict.word,
        verdict.tone,
        lift.estimate,
        lift.interval,
        absolute(metric, compared),
        compared.test().map(test -> Figures.pValue(test.pValueTwoSided())).orElse(""),
        lift.note,
        sentence,
        lift.whisker);
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

  private Verdict verdict(StudiedMetric metric, Compared compared) {
    if (!trusted) {
      return Verdict.NOT_TRUSTED;
    }
    if (!compared.isSignificant()) {
      return Verdict.INCONCLUSIVE;
    }
    return switch (metric.judge(compared.difference())) {
      case BETTER -> Verdict.BETTER;
      case WORSE -> Verdict.WORSE;
      case NEITHER -> Verdict.DIFFERENT;
    };
  }

  private enum Verdict {
    BETTER("better", "good"),
    WORSE("worse", "bad"),
    DIFFERENT("different", "neutral"),
    INCONCLUSIVE("inconclusive", "neutral"),
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
