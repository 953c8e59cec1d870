package plumbline.analysis.dashboard.experiment;

import java.util.ArrayList;
import java.util.List;
import plumbline.analysis.dashboard.experiment.ScorecardView.SplitView;
import plumbline.analysis.dashboard.experiment.ScorecardView.UnitsView;
import plumbline.analysis.dashboard.experiment.ScorecardView.VariantView;
import plumbline.engine.analysis.Figures;
import plumbline.proto.analysis.v1.ExperimentResults;
import plumbline.proto.analysis.v1.HealthState;
import plumbline.proto.analysis.v1.VariantCounts;

/** The units that there are, and whether they are split as planned. */
final class UnitViews {
  private UnitViews() {}

  static UnitsView of(ExperimentResults results) {
    var counts = results.getVariantsList();
    var total = counts.stream().mapToLong(VariantCounts::getExposedUnits).sum();
    return new UnitsView(counts.stream().map(it -> variant(it, total)).toList(), split(results));
  }

  /** Whether assignment or exposure is broken, so that no result can be trusted. */
  static boolean isSplitBroken(ExperimentResults results) {
    var health = results.getHealth();
    return results.getSampleRatio().getMismatch()
        || health.getExposedSplit().getState() == HealthState.HEALTH_STATE_ALARM
        || health.getAnalysedSplit().getState() == HealthState.HEALTH_STATE_ALARM;
  }

  /** What is wrong with it, or that nothing is. */
  static String sentence(ExperimentResults results) {
    var ratio = results.getSampleRatio();
    var analysed = results.getHealth().getAnalysedSplit();
    return Labels.typeset(
        !ratio.getMismatch() && analysed.getState() == HealthState.HEALTH_STATE_ALARM
            ? analysed.getSentence()
            : ratio.getSentence());
  }

  private static SplitView split(ExperimentResults results) {
    var sentence = sentence(results);
    if (isSplitBroken(results)) {
      return new SplitView("Sample ratio mismatch", "bad", sentence);
    }
    return results.getSampleRatio().hasPValue()
        ? new SplitView("No sample ratio mismatch", "good", sentence)
        : new SplitView("Split not tested", "neutral", sentence);
  }

  private static VariantView variant(VariantCounts count, long total) {
    return new VariantView(
        count.getVariant(),
        count.getControl(),
        Figures.count(count.getExposedUnits()),
        Figures.percent(count.getExpectedShare()),
        total == 0 ? "\u2013" : Figures.share((double) count.getExposedUnits() / total),
        Figures.count(count.getAnalysedUnits()),
        leftOut(count));
  }

  private static String leftOut(VariantCounts count) {
    List<String> parts = new ArrayList<>();
    if (count.getCrossedOverUnits() > 0) {
      parts.add(Figures.count(count.getCrossedOverUnits()) + " seen in another variant too");
    }
    if (count.getExcludedUnits() > 0) {
      parts.add(Figures.count(count.getExcludedUnits()) + " excluded");
    }
    return String.join(", ", parts);
  }
}
