package plumbline.analysis.dashboard.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import plumbline.analysis.dashboard.experiment.ScorecardView.EffectView;
import plumbline.analysis.page.Badge;
import plumbline.analysis.results.Reasons;
import plumbline.engine.analysis.Figures;
import plumbline.engine.statistics.NotDefined;
import plumbline.proto.analysis.v1.Comparison;
import plumbline.proto.analysis.v1.CovariateEffect;
import plumbline.proto.analysis.v1.Estimate;
import plumbline.proto.analysis.v1.MetricResult;

/**
 * A comparison as the page shows it: by its corrected result, which the verdict is by.
 *
 * @param trusted false when the sample ratio test failed: nothing is good or bad then
 * @param scale of relative lifts
 * @param scaled how differences are scaled up
 */
record EffectViews(boolean trusted, Impact impact, Scale scale, ScaledImpact scaled) {

  EffectView of(MetricResult metric, Comparison comparison, String id) {
    var verdict = verdict(comparison);
    var sentence = Labels.typeset(comparison.getSentence());
    var lift = lift(metric, comparison, sentence, id);
    var compared = comparison.getCorrected().getAbsolute().hasValue();
    return new EffectView(
        compared ? verdict.label() : "not comparable",
        compared ? verdict.tone() : "neutral",
        lift.estimate,
        lift.interval,
        lift.beside,
        pValue(comparison),
        lift.note,
        sentence,
        lift.whisker,
        cuped(metric, comparison),
        details(comparison));
  }

  private Lift lift(MetricResult metric, Comparison comparison, String sentence, String id) {
    var absolute = comparison.getCorrected().getAbsolute();
    if (!absolute.hasValue()) {
      return new Lift("", "", List.of(), absolute.getNote(), null);
    }
    var relative = relative(comparison.getCorrected().getRelative(), sentence, id);
    var difference = "Difference " + difference(metric, absolute);
    return switch (impact) {
      case RELATIVE -> relative.with(List.of(difference));
      case ABSOLUTE -> absolute(metric, absolute, sentence, id).with(relative.words());
      case SCALED ->
          absolute(metric, absolute, sentence, id)
              .with(
                  Stream.concat(scaled.words(metric, absolute).stream(), relative.words().stream())
                      .toList());
    };
  }

  private Lift relative(Estimate relative, String sentence, String id) {
    if (!relative.hasValue()) {
      return isUnbounded(relative)
          ? new Lift(
              "", "unbounded", List.of(), relative.getNote(), Whisker.unbounded(id, sentence))
          : Lift.none(relative.getNote());
    }
    // Of a control below zero it has the wrong sign.
    if (!relative.getNote().isEmpty() || !Scale.isBounded(relative)) {
      return Lift.none(relative.getNote());
    }
    return new Lift(
        Figures.signedPercent(relative.getValue()),
        "%s to %s"
            .formatted(
                Figures.signedPercent(relative.getLower()),
                Figures.signedPercent(relative.getUpper())),
        List.of(),
        "",
        whisker(relative, scale, sentence, id));
  }

  /** Tested, and still nothing bounds it: control may be zero. */
  private static boolean isUnbounded(Estimate relative) {
    return Stream.of(NotDefined.Reason.values())
        .map(Reasons::notDefined)
        .noneMatch(relative.getNote()::equals);
  }

  private static Lift absolute(MetricResult metric, Estimate absolute, String sentence, String id) {
    return new Lift(
        Values.difference(metric, absolute.getValue()),
        "%s to %s"
            .formatted(
                Values.difference(metric, absolute.getLower()),
                Values.difference(metric, absolute.getUpper())),
        List.of(),
        "",
        whisker(absolute, Scale.absolute(metric), sentence, id));
  }

  private static Whisker whisker(Estimate of, Scale scale, String sentence, String id) {
    return Whisker.bounded(
        id, sentence, of.getLower(), of.getValue(), of.getUpper(), scale.limit());
  }

  static String difference(MetricResult metric, Estimate absolute) {
    return "%s (%s to %s)"
        .formatted(
            Values.difference(metric, absolute.getValue()),
            Values.difference(metric, absolute.getLower()),
            Values.difference(metric, absolute.getUpper()));
  }

  private static String pValue(Comparison comparison) {
    var corrected = comparison.getCorrected();
    return corrected.hasPValueAdjusted() ? Figures.pValue(corrected.getPValueAdjusted()) : "";
  }

  private static String cuped(MetricResult metric, Comparison comparison) {
    return comparison.hasCovariate() ? cuped(metric, comparison.getCovariate()) : "";
  }

  private static String cuped(MetricResult metric, CovariateEffect covariate) {
    var without =
        Scale.isBounded(covariate.getAbsolute())
            ? " Without it the difference is %s%s."
                .formatted(
                    difference(metric, covariate.getAbsolute()),
                    covariate.hasPValue() ? ", " + Figures.p(covariate.getPValue()) : "")
            : "";
    return Labels.typeset(
        "CUPED: what units did before was taken out, %s times (theta). That took away %s of the variance.%s"
            .formatted(
                Figures.value(covariate.getTheta()),
                Figures.percent(covariate.getVarianceReduction()),
                without));
  }

  private static List<Fact> details(Comparison comparison) {
    var details = new ArrayList<Fact>();
    comparison.getWarningsList().forEach(it -> details.add(new Fact("Read with care", it)));
    comparison.getAssumptionsList().forEach(it -> details.add(new Fact("Assumes", it)));
    return details;
  }

  private Badge verdict(Comparison comparison) {
    if (!trusted) {
      return new Badge("not to be trusted", "neutral");
    }
    return switch (comparison.getVerdict()) {
      case COMPARISON_VERDICT_BETTER -> new Badge("better", "good");
      case COMPARISON_VERDICT_WORSE -> new Badge("worse", "bad");
      case COMPARISON_VERDICT_DIFFERENT -> new Badge("different", "neutral");
      case COMPARISON_VERDICT_NOT_SHOWN, COMPARISON_VERDICT_NOT_COMPARED ->
          new Badge("inconclusive", "neutral");
      case COMPARISON_VERDICT_NONE, COMPARISON_VERDICT_UNSPECIFIED, UNRECOGNIZED ->
          new Badge("no verdict", "neutral");
    };
  }

  private record Lift(
      String estimate,
      String interval,
      List<String> beside,
      String note,
      @Nullable Whisker whisker) {
    static Lift none(String note) {
      return new Lift("", "", List.of(), note, null);
    }

    Lift with(List<String> others) {
      return new Lift(estimate, interval, others, note, whisker);
    }

    List<String> words() {
      return estimate.isEmpty()
          ? Stream.of(note).filter(it -> !it.isEmpty()).toList()
          : List.of("Relative " + estimate + " (" + interval + ")");
    }
  }
}
