package plumbline.analysis.export;

import java.time.Instant;
import java.util.List;
import plumbline.proto.analysis.v1.Comparison;
import plumbline.proto.analysis.v1.Estimate;
import plumbline.proto.analysis.v1.ExperimentResults;
import plumbline.proto.analysis.v1.GuardrailClearance;
import plumbline.proto.analysis.v1.MetricResult;
import plumbline.proto.analysis.v1.VariantCounts;

/** Writes a comparison as a row. */
final class ResultRows {
  private static final List<String> NAMES =
      List.of(
          "experiment",
          "metric",
          "role",
          "kind",
          "unit_of_measure",
          "control",
          "treatment",
          "segment",
          "segment_value",
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
          "p_value_adjusted",
          "adjusted_difference_lower",
          "adjusted_difference_upper",
          "adjusted_relative_lower",
          "adjusted_relative_upper",
          "verdict",
          "statistic",
          "degrees_of_freedom",
          "standard_error",
          "margin",
          "guardrail",
          "harm",
          "harm_lower",
          "harm_upper",
          "method",
          "sentence",
          "note",
          "as_of");

  private final ExperimentResults results;
  private final String control;
  private final Csv csv = new Csv();

  ResultRows(ExperimentResults results) {
    this.results = results;
    this.control =
        results.getVariantsList().stream()
            .filter(VariantCounts::getControl)
            .map(VariantCounts::getVariant)
            .findFirst()
            .orElse("");
    NAMES.forEach(csv::exact);
    csv.endRow();
  }

  /** The key of the variant that the others are compared with. */
  String control() {
    return control;
  }

  byte[] bytes() {
    return csv.take();
  }

  void begin(MetricResult metric, String treatment, String segment, String segmentValue) {
    csv.text(results.getExperiment())
        .text(metric.getMetric())
        .exact(Words.of(metric.getRole()))
        .exact(Words.of(metric.getKind()))
        .text(metric.getUnitOfMeasure())
        .text(control)
        .text(treatment)
        .text(segment)
        .text(segmentValue);
  }

  /** One variant's; control's first. */
  void value(String units, boolean present, double value) {
    csv.exact(units).number(present, value);
  }

  void end(Comparison of, GuardrailClearance clearance, String note) {
    estimate(of.getAbsolute());
    estimate(of.getRelative());
    csv.number(of.hasAbsolute(), of.getAbsolute().getConfidence())
        .number(of.hasPValue(), of.getPValue());
    var corrected = of.getCorrected();
    csv.number(corrected.hasPValueAdjusted(), corrected.getPValueAdjusted());
    bounds(corrected.getAbsolute());
    bounds(corrected.getRelative());
    csv.exact(Words.of(of.getVerdict()))
        .number(of.hasStatistic(), of.getStatistic())
        .number(of.hasDegreesOfFreedom(), of.getDegreesOfFreedom())
        .number(of.hasStandardError(), of.getStandardError())
        .text(clearance.getMargin())
        .exact(Words.of(clearance.getState()))
        .number(clearance.hasHarm(), clearance.getHarm())
        .number(clearance.hasLower(), clearance.getLower())
        .number(clearance.hasUpper(), clearance.getUpper())
        .text(of.getMethod())
        .text(of.getSentence())
        .text(note)
        .exact(Instant.ofEpochSecond(results.getAsOf().getSeconds()))
        .endRow();
  }

  private void estimate(Estimate of) {
    csv.number(of.hasValue(), of.getValue());
    bounds(of);
  }

  private void bounds(Estimate of) {
    csv.number(of.hasLower(), of.getLower()).number(of.hasUpper(), of.getUpper());
  }

  static String note(Estimate absolute, Estimate relative) {
    return absolute.getNote().isEmpty() ? relative.getNote() : absolute.getNote();
  }
}
