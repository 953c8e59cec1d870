package plumbline.analysis.dashboard.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import plumbline.analysis.dashboard.experiment.ScorecardView.ClearanceView;
import plumbline.analysis.dashboard.experiment.ScorecardView.EffectView;
import plumbline.analysis.dashboard.experiment.ScorecardView.MetricView;
import plumbline.analysis.dashboard.experiment.ScorecardView.RowView;
import plumbline.analysis.page.Badge;
import plumbline.proto.analysis.v1.ClearanceState;
import plumbline.proto.analysis.v1.ExperimentResults;
import plumbline.proto.analysis.v1.GuardrailClearance;
import plumbline.proto.analysis.v1.MetricResult;
import plumbline.proto.analysis.v1.VariantCounts;
import plumbline.proto.analysis.v1.VariantValue;

/** Metrics with their variants' values and effects. */
record MetricViews(ExperimentResults results, EffectViews effects) {

  List<MetricView> all() {
    return IntStream.range(0, results.getMetricsCount())
        .mapToObj(i -> metric(results.getMetrics(i), "m" + i))
        .toList();
  }

  private MetricView metric(MetricResult metric, String id) {
    return new MetricView(
        metric.getMetric(),
        Labels.role(metric.getRole()),
        Labels.kind(metric.getKind()),
        Labels.wanted(metric.getDirection()),
        metric.hasWithheld() ? metric.getWithheld().getReason() : "",
        rows(metric, id),
        metric.getClearancesList().stream().map(MetricViews::clearance).toList());
  }

  private List<RowView> rows(MetricResult metric, String id) {
    var rows = new ArrayList<RowView>();
    for (var value : metric.getValuesList()) {
      if (value.getVariant().equals(control())) {
        rows.add(row(metric, value, true, null));
      }
    }
    for (var comparison : metric.getComparisonsList()) {
      var effect = effects.of(metric, comparison, id + "-" + rows.size());
      metric.getValuesList().stream()
          .filter(it -> it.getVariant().equals(comparison.getTreatment()))
          .forEach(it -> rows.add(row(metric, it, false, effect)));
    }
    return rows;
  }

  private String control() {
    return results.getVariantsList().stream()
        .filter(VariantCounts::getControl)
        .map(VariantCounts::getVariant)
        .findFirst()
        .orElse("");
  }

  private static RowView row(
      MetricResult metric, VariantValue value, boolean control, @Nullable EffectView effect) {
    return new RowView(
        value.getVariant(),
        control,
        Values.of(metric, value),
        Values.detail(metric, value),
        Values.spread(metric, value),
        effect);
  }

  private static ClearanceView clearance(GuardrailClearance clearance) {
    return new ClearanceView(
        badge(clearance.getState()),
        clearance.getTreatment(),
        clearance.getMargin(),
        Labels.typeset(clearance.getSentence()));
  }

  private static Badge badge(ClearanceState state) {
    return switch (state) {
      case CLEARANCE_STATE_CLEARED -> new Badge("cleared", "good");
      case CLEARANCE_STATE_UNPROVEN -> new Badge("unproven", "neutral");
      case CLEARANCE_STATE_WATCH -> new Badge("watch", "neutral");
      case CLEARANCE_STATE_BREACHED -> new Badge("breached", "bad");
      case CLEARANCE_STATE_NOT_JUDGED, CLEARANCE_STATE_UNSPECIFIED, UNRECOGNIZED ->
          new Badge("not judged", "neutral");
    };
  }
}
