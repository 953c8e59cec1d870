package plumbline.analysis.export;

import java.util.List;
import plumbline.proto.analysis.v1.Comparison;
import plumbline.proto.analysis.v1.ExperimentResults;
import plumbline.proto.analysis.v1.GuardrailClearance;
import plumbline.proto.analysis.v1.MetricResult;
import plumbline.proto.analysis.v1.SegmentEffect;
import plumbline.proto.analysis.v1.SegmentResult;
import plumbline.proto.analysis.v1.SegmentValue;
import plumbline.proto.analysis.v1.VariantCounts;
import plumbline.proto.analysis.v1.VariantValue;

/**
 * Results as rows: one for each metric and treatment, then one for each of these and each value of
 * a segment. What is withheld is empty.
 */
final class ResultsCsv {
  private static final String OTHERS = "all values but the largest together; ";

  private final ExperimentResults results;
  private final ResultRows rows;

  private ResultsCsv(ExperimentResults results) {
    this.results = results;
    this.rows = new ResultRows(results);
  }

  static byte[] of(ExperimentResults results) {
    return new ResultsCsv(results).write();
  }

  private byte[] write() {
    for (var metric : results.getMetricsList()) {
      for (var treatment : treatments()) {
        add(metric, treatment);
      }
    }
    for (var segment : results.getSegmentsList()) {
      for (var value : segment.getValuesList()) {
        value.getEffectsList().forEach(effect -> add(segment, value, effect));
      }
    }
    return rows.bytes();
  }

  private List<String> treatments() {
    return results.getVariantsList().stream()
        .filter(it -> !it.getControl())
        .map(VariantCounts::getVariant)
        .toList();
  }

  private void add(MetricResult metric, String treatment) {
    var comparison =
        metric.getComparisonsList().stream()
            .filter(it -> it.getTreatment().equals(treatment))
            .findFirst()
            .orElse(Comparison.getDefaultInstance());
    var clearance =
        metric.getClearancesList().stream()
            .filter(it -> it.getTreatment().equals(treatment))
            .findFirst()
            .orElse(GuardrailClearance.getDefaultInstance());
    rows.begin(metric, treatment, "", "");
    value(metric, rows.control());
    value(metric, treatment);
    rows.end(comparison, clearance, note(metric, comparison));
  }

  private void value(MetricResult metric, String variant) {
    var value =
        metric.getValuesList().stream()
            .filter(it -> it.getVariant().equals(variant))
            .findFirst()
            .orElse(VariantValue.getDefaultInstance());
    rows.value(
        value.getVariant().isEmpty() ? "" : String.valueOf(value.getUnits()),
        value.hasValue() || value.hasMean(),
        value.hasValue() ? value.getValue() : value.getMean());
  }

  private String note(MetricResult metric, Comparison comparison) {
    if (results.hasWithheld()) {
      return results.getWithheld().getReason();
    }
    if (metric.hasWithheld()) {
      return metric.getWithheld().getReason();
    }
    return ResultRows.note(comparison.getAbsolute(), comparison.getRelative());
  }

  private void add(SegmentResult segment, SegmentValue value, SegmentEffect effect) {
    var metric =
        results.getMetricsList().stream()
            .filter(it -> it.getMetric().equals(effect.getMetric()))
            .findFirst()
            .orElse(MetricResult.newBuilder().setMetric(effect.getMetric()).build());
    var comparison =
        Comparison.newBuilder().setAbsolute(effect.getAbsolute()).setRelative(effect.getRelative());
    if (effect.hasPValue()) {
      comparison.setPValue(effect.getPValue());
    }
    rows.begin(metric, effect.getTreatment(), segment.getAttribute(), value.getValue());
    rows.value(units(value, rows.control()), effect.hasControlValue(), effect.getControlValue());
    rows.value(
        units(value, effect.getTreatment()),
        effect.hasTreatmentValue(),
        effect.getTreatmentValue());
    rows.end(
        comparison.build(),
        GuardrailClearance.getDefaultInstance(),
        (value.getOther() ? OTHERS : "")
            + "exploratory; "
            + ResultRows.note(effect.getAbsolute(), effect.getRelative()));
  }

  private static String units(SegmentValue value, String variant) {
    return value.getVariantsList().stream()
        .filter(it -> it.getVariant().equals(variant))
        .map(it -> String.valueOf(it.getAnalysedUnits()))
        .findFirst()
        .orElse("");
  }
}
