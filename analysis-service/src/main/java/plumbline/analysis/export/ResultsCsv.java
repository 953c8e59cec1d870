package plumbline.analysis.export;

import java.time.Instant;
import java.util.List;
import plumbline.proto.analysis.v1.Comparison;
import plumbline.proto.analysis.v1.Estimate;
import plumbline.proto.analysis.v1.ExperimentResults;
import plumbline.proto.analysis.v1.MetricResult;
import plumbline.proto.analysis.v1.VariantCounts;
import plumbline.proto.analysis.v1.VariantValue;

/** Results as rows: one for each metric and treatment. What is withheld is empty. */
final class ResultsCsv {
  private static final List<String> NAMES =
      List.of(
          "experiment",
          "metric",
          "role",
          "kind",
          "unit_of_measure",
          "control",
          "treatment",
          "control_units",
          "control_value",
          "treatment_units",
          "treatment_value",
          "difference",
          "difference_lower",
          "difference_upper",
          "relative",
          "relative_lower",
          "relative_upper",
          "confidence",
          "p_value",
          "statistic",
          "degrees_of_freedom",
          "standard_error",
          "method",
          "sentence",
          "note",
          "as_of");

  private final ExperimentResults results;
  private final Csv csv = new Csv();

  private ResultsCsv(ExperimentResults results) {
    this.results = results;
  }

  static byte[] of(ExperimentResults results) {
    return new ResultsCsv(results).write();
  }

  private byte[] write() {
    NAMES.forEach(csv::exact);
    csv.endRow();
    for (var metric : results.getMetricsList()) {
      for (var treatment : results.getVariantsList()) {
        if (!treatment.getControl()) {
          row(metric, treatment.getVariant());
        }
      }
    }
    return csv.take();
  }

  private void row(MetricResult metric, String treatment) {
    var control = control();
    var comparison =
        metric.getComparisonsList().stream()
            .filter(it -> it.getTreatment().equals(treatment))
            .findFirst()
            .orElse(Comparison.getDefaultInstance());
    csv.text(results.getExperiment())
        .text(metric.getMetric())
        .exact(Words.of(metric.getRole()))
        .exact(Words.of(metric.getKind()))
        .text(metric.getUnitOfMeasure())
        .text(control)
        .text(treatment);
    value(metric, control);
    value(metric, treatment);
    comparison(comparison);
    csv.text(comparison.getMethod())
        .text(comparison.getSentence())
        .text(results.hasWithheld() ? results.getWithheld().getReason() : note(comparison))
        .exact(Instant.ofEpochSecond(results.getAsOf().getSeconds()))
        .endRow();
  }

  private String control() {
    return results.getVariantsList().stream()
        .filter(VariantCounts::getControl)
        .map(VariantCounts::getVariant)
        .findFirst()
        .orElse("");
  }

  private void value(MetricResult metric, String variant) {
    var value =
        metric.getValuesList().stream()
            .filter(it -> it.getVariant().equals(variant))
            .findFirst()
            .orElse(VariantValue.getDefaultInstance());
    csv.exact(value.getVariant().isEmpty() ? "" : value.getUnits())
        .number(value.hasMean(), value.getMean());
  }

  private void comparison(Comparison of) {
    estimate(of.getAbsolute());
    estimate(of.getRelative());
    csv.number(of.hasAbsolute(), of.getAbsolute().getConfidence())
        .number(of.hasPValue(), of.getPValue())
        .number(of.hasStatistic(), of.getStatistic())
        .number(of.hasDegreesOfFreedom(), of.getDegreesOfFreedom())
        .number(of.hasStandardError(), of.getStandardError());
  }

  private void estimate(Estimate of) {
    csv.number(of.hasValue(), of.getValue())
        .number(of.hasLower(), of.getLower())
        .number(of.hasUpper(), of.getUpper());
  }

  private static String note(Comparison of) {
    return of.getAbsolute().getNote().isEmpty()
        ? of.getRelative().getNote()
        : of.getAbsolute().getNote();
  }
}
