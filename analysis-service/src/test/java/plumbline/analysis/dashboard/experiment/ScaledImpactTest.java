package plumbline.analysis.dashboard.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import plumbline.proto.analysis.v1.Estimate;
import plumbline.proto.analysis.v1.MetricResult;
import plumbline.proto.assignment.v1.MetricKind;

class ScaledImpactTest {
  private static final Estimate DIFFERENCE =
      Estimate.newBuilder().setValue(0.5).setLower(-0.25).setUpper(1).build();

  @Test
  void aDifferencePerUnitIsTimesTheUnitsOfSevenAndOfTwentyEightDays() {
    var words = new ScaledImpact(2_000).words(metric(MetricKind.METRIC_KIND_MEAN), DIFFERENCE);

    assertThat(words)
        .containsExactly(
            "+7,000 EUR in 7 days (\u22123,500 to +14,000)",
            "+28,000 EUR in 28 days (\u221214,000 to +56,000)");
  }

  @ParameterizedTest
  @EnumSource(
      value = MetricKind.class,
      names = {"METRIC_KIND_RATIO", "METRIC_KIND_QUANTILE"})
  void whatDoesNotAddUpIsNotScaled(MetricKind kind) {
    assertThat(new ScaledImpact(2_000).words(metric(kind), DIFFERENCE))
        .containsExactly("Not scaled: it does not add up over units.");
  }

  @Test
  void withoutExpectedUnitsItSaysSoOnceAndScalesNothing() {
    var scaled = new ScaledImpact(0);

    assertThat(scaled.words(metric(MetricKind.METRIC_KIND_MEAN), DIFFERENCE)).isEmpty();
    assertThat(scaled.explanation()).contains("does not say how many units");
  }

  private static MetricResult metric(MetricKind kind) {
    return MetricResult.newBuilder().setKind(kind).setUnitOfMeasure("EUR").build();
  }
}
