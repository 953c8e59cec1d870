package plumbline.analysis.dashboard.experiment;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import plumbline.analysis.dashboard.experiment.ScorecardView.Choice;
import plumbline.analysis.dashboard.experiment.ScorecardView.SegmentRow;
import plumbline.analysis.dashboard.experiment.ScorecardView.SegmentsView;
import plumbline.engine.analysis.Figures;
import plumbline.proto.analysis.v1.Estimate;
import plumbline.proto.analysis.v1.ExperimentResults;
import plumbline.proto.analysis.v1.MetricResult;
import plumbline.proto.analysis.v1.SegmentEffect;
import plumbline.proto.analysis.v1.SegmentResult;
import plumbline.proto.analysis.v1.SegmentValue;
import plumbline.proto.analysis.v1.VariantCounts;
import plumbline.proto.assignment.v1.MetricRole;

/** Effects on the primary metric by one attribute at a time; exploratory. */
final class SegmentViews {
  private SegmentViews() {}

  /** Null where there are none to choose from. */
  static @Nullable SegmentsView of(ExperimentResults results, ScorecardQuery query) {
    var primary =
        results.getMetricsList().stream()
            .filter(it -> it.getRole() == MetricRole.METRIC_ROLE_PRIMARY)
            .findFirst();
    if (results.getSegmentsCount() == 0 || primary.isEmpty()) {
      return null;
    }
    var chosen =
        results.getSegmentsList().stream()
            .filter(it -> it.getAttribute().equals(query.segment()))
            .findFirst();
    return new SegmentsView(
        choices(results, query),
        chosen.map(SegmentResult::getAttribute).orElse(""),
        chosen.map(SegmentViews::note).orElse(""),
        chosen.map(it -> rows(it, primary.get())).orElse(List.of()),
        primary.get().getMetric());
  }

  private static List<Choice> choices(ExperimentResults results, ScorecardQuery query) {
    var path = Tab.RESULTS.path(results.getExperiment());
    var choices = new ArrayList<Choice>();
    choices.add(
        new Choice("All units", query.withSegment("").url(path), query.segment().isEmpty()));
    for (var it : results.getSegmentsList()) {
      var attribute = it.getAttribute();
      choices.add(
          new Choice(
              attribute,
              query.withSegment(attribute).url(path),
              attribute.equals(query.segment())));
    }
    return choices;
  }

  private static String note(SegmentResult segment) {
    return segment.getTooManyValues()
        ? "It has too many values, so nothing is kept by it. " + segment.getNote()
        : segment.getNote();
  }

  private static List<SegmentRow> rows(SegmentResult segment, MetricResult metric) {
    var rows = new ArrayList<SegmentRow>();
    for (var value : segment.getValuesList()) {
      for (var effect : value.getEffectsList()) {
        if (effect.getMetric().equals(metric.getMetric())) {
          rows.add(row(value, effect, metric));
        }
      }
    }
    return rows;
  }

  private static SegmentRow row(SegmentValue value, SegmentEffect effect, MetricResult metric) {
    var units = value.getVariantsList().stream().mapToLong(VariantCounts::getAnalysedUnits).sum();
    return new SegmentRow(
        words(value),
        effect.getTreatment(),
        Figures.count(units),
        effect.hasControlValue() ? Values.of(metric, effect.getControlValue()) : "\u2013",
        effect.hasTreatmentValue() ? Values.of(metric, effect.getTreatmentValue()) : "\u2013",
        lift(effect.getRelative()),
        effect.hasPValue() ? Figures.pValue(effect.getPValue()) : "\u2013");
  }

  private static String words(SegmentValue value) {
    if (value.getOther()) {
      return "all others";
    }
    return value.getValue().isEmpty() ? "not said" : value.getValue();
  }

  private static String lift(Estimate relative) {
    return relative.hasValue() && Scale.isBounded(relative)
        ? "%s (%s to %s)"
            .formatted(
                Figures.signedPercent(relative.getValue()),
                Figures.signedPercent(relative.getLower()),
                Figures.signedPercent(relative.getUpper()))
        : relative.getNote();
  }
}
