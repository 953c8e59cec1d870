package plumbline.analysis.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;
import static plumbline.analysis.results.Example.LATER;
import static plumbline.analysis.results.Example.arm;
import static plumbline.analysis.results.Example.metric;
import static plumbline.analysis.results.Example.share;
import static plumbline.analysis.results.Example.statistics;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import plumbline.analysis.study.Observations;
import plumbline.analysis.study.Studies;
import plumbline.proto.analysis.v1.Comparison;
import plumbline.proto.analysis.v1.ComparisonVerdict;
import plumbline.proto.analysis.v1.ExperimentResults;
import plumbline.proto.assignment.v1.Correction;
import plumbline.proto.assignment.v1.Design;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.assignment.v1.MetricRole;
import plumbline.proto.assignment.v1.Variant;

/** Three treatments against control, in two metrics. */
class CorrectionsTest {
  private static final long N = 10_000;

  @ParameterizedTest
  @MethodSource("corrections")
  void theAdjustedPValuesAreTheEngines(
      Correction planned, plumbline.engine.statistics.Correction engine) {
    var primary = evaluate(planned, 1_115, 1_100, 1_092).getMetrics(0).getComparisonsList();

    var plain = primary.stream().mapToDouble(Comparison::getPValue).toArray();
    assertThat(primary.stream().mapToDouble(it -> it.getCorrected().getPValueAdjusted()).toArray())
        .containsExactly(engine.adjust(plain));
    assertThat(primary)
        .allSatisfy(it ->
            assertThat(it.getCorrected().getSignificant())
                .isEqualTo(it.getCorrected().getPValueAdjusted() < 0.05)
                .isEqualTo(it.getPValue() < it.getCorrected().getLevel()));
  }

  static Stream<org.junit.jupiter.params.provider.Arguments> corrections() {
    return Stream.of(
        pair(Correction.CORRECTION_UNSPECIFIED, plumbline.engine.statistics.Correction.HOLM),
        pair(Correction.CORRECTION_HOLM, plumbline.engine.statistics.Correction.HOLM),
        pair(Correction.CORRECTION_BONFERRONI, plumbline.engine.statistics.Correction.BONFERRONI),
        pair(Correction.CORRECTION_HOCHBERG, plumbline.engine.statistics.Correction.HOCHBERG),
        pair(Correction.CORRECTION_HOMMEL, plumbline.engine.statistics.Correction.HOMMEL),
        pair(Correction.CORRECTION_NONE, plumbline.engine.statistics.Correction.NONE),
        pair(
            Correction.CORRECTION_BENJAMINI_HOCHBERG,
            plumbline.engine.statistics.Correction.BENJAMINI_HOCHBERG),
        pair(
            Correction.CORRECTION_BENJAMINI_YEKUTIELI,
            plumbline.engine.statistics.Correction.BENJAMINI_YEKUTIELI));
  }

  @Test
  void dunnettKnowsThatTreatmentsShareControl() {
    var dunnett = evaluate(Correction.CORRECTION_DUNNETT, 1_115, 1_100, 1_092).getMetrics(0);
    var bonferroni = evaluate(Correction.CORRECTION_BONFERRONI, 1_115, 1_100, 1_092).getMetrics(0);

    for (var i = 0; i < 3; i++) {
      assertThat(dunnett.getComparisons(i).getCorrected().getPValueAdjusted())
          .isGreaterThan(dunnett.getComparisons(i).getPValue())
          .isLessThan(bonferroni.getComparisons(i).getCorrected().getPValueAdjusted());
    }
    assertThat(dunnett.getComparisons(0).getMethod())
        .endsWith("; corrected for 3 comparisons by Dunnett's way");
  }

  @Test
  void plainAndCorrectedStandSideBySide() {
    var first = evaluate(Correction.CORRECTION_BONFERRONI, 1_092, 1_000, 1_000);

    var comparison = first.getMetrics(0).getComparisons(0);
    // Pooled z against 1,000 of 10,000: p = 0.033
    assertThat(comparison.getPValue()).isBetween(0.03, 0.04);
    assertThat(comparison.getAbsolute().getLower()).isPositive();
    assertThat(comparison.getAbsolute().getConfidence()).isEqualTo(0.95);
    assertThat(comparison.getCorrected().getLevel()).isCloseTo(0.05 / 3, withPercentage(1e-9));
    assertThat(comparison.getCorrected().getAbsolute().getLower()).isNegative();
    assertThat(comparison.getCorrected().getSignificant()).isFalse();
    assertThat(comparison.getVerdict()).isEqualTo(ComparisonVerdict.COMPARISON_VERDICT_NOT_SHOWN);
    assertThat(comparison.getSentence()).contains("98.33 % interval", "could well be chance");
    assertThat(comparison.getMethod())
        .endsWith("; corrected for 3 comparisons by Bonferroni's way");
  }

  @Test
  void secondaryMetricsAreClaimsOnlyBehindThePrimary() {
    var shown = evaluate(Correction.CORRECTION_HOLM, 1_200, 1_200, 1_200);
    var notShown = evaluate(Correction.CORRECTION_HOLM, 1_200, 1_200, 1_010);

    assertThat(shown.getMetrics(1).getComparisonsList())
        .hasSize(3)
        .allSatisfy(it -> assertThat(it.getCorrected().getConfirmatory()).isTrue());
    assertThat(notShown.getMetrics(1).getComparisonsList())
        .allSatisfy(it -> assertThat(it.getCorrected().getConfirmatory()).isFalse());
    assertThat(notShown.getMetrics(0).getComparisons(0).getCorrected().getConfirmatory()).isTrue();
  }

  @Test
  void guardrailsAndCountersAreByThemselves() {
    var experiment = four(Correction.CORRECTION_BONFERRONI);
    experiment.getDefinitionBuilder().getMetricsBuilder(1).setRole(MetricRole.METRIC_ROLE_COUNTER);

    var counter = evaluate(experiment, 1_092, 1_000, 1_000).getMetrics(1).getComparisons(0);

    assertThat(counter.getCorrected().getPValueAdjusted()).isEqualTo(counter.getPValue());
    assertThat(counter.getCorrected().getLevel()).isEqualTo(0.05);
    assertThat(counter.getMethod()).endsWith("; not corrected for several comparisons");
  }

  @ParameterizedTest
  @EnumSource(
      value = Correction.class,
      names = {"UNRECOGNIZED"},
      mode = EnumSource.Mode.EXCLUDE)
  void whatDoesNotHoldUnderLookingIsReplacedByHolms(Correction correction) {
    var experiment = four(correction);
    experiment
        .getDefinitionBuilder()
        .getPlanBuilder()
        .setDesign(Design.DESIGN_ALWAYS_VALID)
        .setSampleSizePerVariant(N);

    var comparison = evaluate(experiment, 1_115, 1_100, 1_092).getMetrics(0).getComparisons(0);

    var valid =
        switch (correction) {
          case CORRECTION_NONE -> "; by the plan not corrected for 3 comparisons";
          case CORRECTION_BONFERRONI -> "; corrected for 3 comparisons by Bonferroni's way";
          default -> "; corrected for 3 comparisons by Holm's step-down";
        };
    assertThat(comparison.getMethod()).endsWith(valid);
  }

  private static org.junit.jupiter.params.provider.Arguments pair(Object one, Object other) {
    return org.junit.jupiter.params.provider.Arguments.of(one, other);
  }

  private static Experiment.Builder four(Correction correction) {
    var experiment = Example.stoppedWith(metric("orders", MetricKind.METRIC_KIND_PROPORTION, 7));
    var definition = experiment.getDefinitionBuilder();
    definition.getVariantsBuilder(0).setWeight(0.25);
    definition.getVariantsBuilder(1).setWeight(0.25);
    definition.addVariants(Variant.newBuilder().setKey("gate_50").setWeight(0.25));
    definition.addVariants(Variant.newBuilder().setKey("gate_60").setWeight(0.25));
    definition.addMetrics(metric("retention_1", MetricKind.METRIC_KIND_PROPORTION, 1));
    definition.getPlanBuilder().setCorrection(correction);
    return experiment;
  }

  private static ExperimentResults evaluate(Correction correction, long... orders) {
    return evaluate(four(correction), orders);
  }

  private static ExperimentResults evaluate(Experiment.Builder experiment, long... orders) {
    var keys = new String[] {"gate_40", "gate_50", "gate_60"};
    var counted = statistics(both("gate_30", 1_000));
    for (var i = 0; i < orders.length; i++) {
      counted.addVariants(both(keys[i], orders[i]));
    }
    return ResultsReplies.results(
        Evaluation.of(
            Studies.parse(experiment.build()), Observations.parse(counted.build()), LATER));
  }

  private static plumbline.proto.tracking.v1.VariantStatistics both(String variant, long orders) {
    return arm(variant, N, share("orders", N, orders), share("retention_1", N, orders));
  }
}
