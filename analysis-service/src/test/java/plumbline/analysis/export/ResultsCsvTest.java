package plumbline.analysis.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import plumbline.proto.analysis.v1.ClearanceState;
import plumbline.proto.analysis.v1.Comparison;
import plumbline.proto.analysis.v1.ComparisonVerdict;
import plumbline.proto.analysis.v1.CorrectedEffect;
import plumbline.proto.analysis.v1.Estimate;
import plumbline.proto.analysis.v1.ExperimentResults;
import plumbline.proto.analysis.v1.GuardrailClearance;
import plumbline.proto.analysis.v1.MetricResult;
import plumbline.proto.analysis.v1.SegmentEffect;
import plumbline.proto.analysis.v1.SegmentResult;
import plumbline.proto.analysis.v1.SegmentValue;
import plumbline.proto.analysis.v1.VariantCounts;
import plumbline.proto.analysis.v1.VariantValue;
import plumbline.proto.analysis.v1.Withheld;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.assignment.v1.MetricRole;

/** Rows by the names above them. */
class ResultsCsvTest {

  @Test
  void eachTreatmentOfEachMetricIsARowAndThenEachValueOfASegment() {
    var rows = rows(results().addMetrics(latency()).addSegments(country()).build());

    assertThat(rows).hasSize(5);
    assertThat(rows.getFirst())
        .containsEntry("metric", "latency")
        .containsEntry("kind", "quantile")
        .containsEntry("role", "guardrail")
        .containsEntry("control", "a")
        .containsEntry("treatment", "b")
        .containsEntry("segment", "")
        .containsEntry("control_units", "10")
        .containsEntry("control_value", "250.0")
        .containsEntry("treatment_value", "")
        .containsEntry("difference", "1.5")
        .containsEntry("difference_lower", "")
        .containsEntry("p_value", "0.25")
        .containsEntry("p_value_adjusted", "0.5")
        .containsEntry("adjusted_difference_lower", "-2.0")
        .containsEntry("verdict", "not shown")
        .containsEntry("guardrail", "cleared")
        .containsEntry("harm", "0.0")
        .containsEntry("note", "unbounded");
    assertThat(rows.get(1)).containsEntry("treatment", "c").containsEntry("difference", "");
    assertThat(rows.get(2))
        .containsEntry("segment", "country")
        .containsEntry("segment_value", "'=DE")
        .containsEntry("control_units", "4")
        .containsEntry("treatment_units", "5")
        .containsEntry("control_value", "0.5")
        .containsEntry("p_value", "0.75")
        .containsEntry("note", "exploratory; ");
    assertThat(rows.get(4))
        .containsEntry("segment_value", "")
        .containsEntry("note", "all values but the largest together; exploratory; ");
  }

  @Test
  void aMetricThatIsWithheldAmongOthersSaysWhy() {
    var metric =
        MetricResult.newBuilder()
            .setMetric("m")
            .setWithheld(Withheld.newBuilder().setReason("it would tell the primary metric"));

    assertThat(rows(results().addMetrics(metric).build()))
        .hasSize(2)
        .allMatch(row -> "it would tell the primary metric".equals(row.get("note")))
        .allMatch(row -> "".equals(row.get("control_value")));
  }

  private static ExperimentResults.Builder results() {
    return ExperimentResults.newBuilder()
        .setExperiment("e")
        .addVariants(VariantCounts.newBuilder().setVariant("a").setControl(true))
        .addVariants(VariantCounts.newBuilder().setVariant("b"))
        .addVariants(VariantCounts.newBuilder().setVariant("c"));
  }

  private static MetricResult.Builder latency() {
    return MetricResult.newBuilder()
        .setMetric("latency")
        .setKind(MetricKind.METRIC_KIND_QUANTILE)
        .setRole(MetricRole.METRIC_ROLE_GUARDRAIL)
        .setUnitOfMeasure("ms")
        .addValues(VariantValue.newBuilder().setVariant("a").setUnits(10).setValue(250))
        .addValues(VariantValue.newBuilder().setVariant("b").setUnits(11))
        .addComparisons(
            Comparison.newBuilder()
                .setTreatment("b")
                .setAbsolute(Estimate.newBuilder().setValue(1.5).setNote("unbounded"))
                .setPValue(0.25)
                .setVerdict(ComparisonVerdict.COMPARISON_VERDICT_NOT_SHOWN)
                .setCorrected(
                    CorrectedEffect.newBuilder()
                        .setPValueAdjusted(0.5)
                        .setAbsolute(Estimate.newBuilder().setLower(-2))))
        .addClearances(
            GuardrailClearance.newBuilder()
                .setTreatment("b")
                .setState(ClearanceState.CLEARANCE_STATE_CLEARED)
                .setHarm(0));
  }

  private static SegmentResult.Builder country() {
    var effect =
        SegmentEffect.newBuilder()
            .setMetric("latency")
            .setTreatment("b")
            .setControlValue(0.5)
            .setPValue(0.75);
    var value =
        SegmentValue.newBuilder()
            .addVariants(VariantCounts.newBuilder().setVariant("a").setAnalysedUnits(4))
            .addVariants(VariantCounts.newBuilder().setVariant("b").setAnalysedUnits(5))
            .addEffects(effect);
    return SegmentResult.newBuilder()
        .setAttribute("country")
        .addValues(value.clone().setValue("=DE"))
        .addValues(value.clone().setValue("FR"))
        .addValues(value.clone().setOther(true));
  }

  private static List<Map<String, String>> rows(ExperimentResults results) {
    var lines = new String(ResultsCsv.of(results), StandardCharsets.UTF_8).split("\r\n");
    var names = lines[0].split(",", -1);
    return Arrays.stream(lines)
        .skip(1)
        .map(line -> {
          var cells = line.split(",", -1);
          assertThat(cells).hasSameSizeAs(names);
          Map<String, String> row = new HashMap<>();
          for (var i = 0; i < names.length; i++) {
            row.put(names[i], cells[i]);
          }
          return row;
        })
        .toList();
  }
}
