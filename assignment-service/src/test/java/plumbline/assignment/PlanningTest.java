package plumbline.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;
import static plumbline.assignment.Calls.experiments;
import static plumbline.assignment.Definitions.variant;
import static plumbline.assignment.Refusals.invalidFields;
import static plumbline.assignment.Refusals.said;

import com.google.protobuf.util.Durations;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import plumbline.proto.assignment.v1.AnalysisPlan;
import plumbline.proto.assignment.v1.Covariate;
import plumbline.proto.assignment.v1.Design;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.ExperimentDefinition.Builder;
import plumbline.proto.assignment.v1.GetExperimentRequest;
import plumbline.proto.assignment.v1.MetricDirection;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.assignment.v1.PlanReading;
import plumbline.proto.assignment.v1.SubmissionObstacle;
import plumbline.proto.assignment.v1.SubmitExperimentRequest;
import plumbline.proto.assignment.v1.SubmitExperimentResponse;
import plumbline.proto.assignment.v1.VariantSize;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class PlanningTest {
  private static final String PLAN = "definition.plan.";

  @Test
  void theWellKnownExampleIsComputedAndFrozen() {
    // 3 %, 10 % relative, alpha .05, power .8: R 4.2.2 power.prop.test(p1 = .03, p2 = .033).
    var definition = planned(0.03, 0.1, 2_000);
    var read = read(definition);
    assertThat(read.getNeededUnitsPerVariant()).isEqualTo(53_211);
    assertThat(read.getNeededUnitsList())
        .extracting(VariantSize::getVariant, VariantSize::getUnits)
        .containsExactly(tuple("control", 53_211L), tuple("one-page", 53_211L));
    assertThat(read.getNeededDays()).as("2 x 53,211 at 2,000 a day").isEqualTo(54);
    assertThat(read.getMaximumDays()).isEqualTo(90);
    assertThat(read.getObstaclesList()).isEmpty();

    var submitted = submit(definition);
    var plan = submitted.getExperiment().getDefinition().getPlan();
    assertThat(plan.getSampleSizePerVariant()).isEqualTo(53_211);
    assertThat(plan.getDuration()).as("whole weeks").isEqualTo(Durations.fromDays(56));
    assertThat(plan.getAlpha()).isEqualTo(0.05);
    assertThat(plan.getPower()).isEqualTo(0.8);
    assertThat(submitted.getReading()).isEqualTo(read);
    assertThat(get(submitted.getExperiment().getKey())).isEqualTo(read);
  }

  @Test
  void whatTheTrafficCannotBringIsRefusedWithWhatItCan() {
    var definition = planned(0.03, 0.05, 500);
    assertThat(said(PLAN + "mde_relative", () -> submit(definition)))
        .contains("207,938 units in each variant", "415,876 in all", "832 days")
        .contains("longer than the 90 days allowed")
        .contains("In 90 days this traffic detects a relative change of 15.6 % or more");
    var read = read(definition);
    assertThat(read.getNeededUnitsPerVariant()).isEqualTo(207_938);
    assertThat(read.getNeededDays()).isEqualTo(832);
    assertThat(read.getDetectableMdeRelative()).isCloseTo(0.156, within(5e-4));
    assertThat(read.getObstaclesList())
        .extracting(SubmissionObstacle::getField)
        .containsExactly(PLAN + "mde_relative");
    assertThat(submit(planned(0.03, 0.156, 500)).getReading().getNeededDays())
        .as("what was suggested is taken")
        .isLessThanOrEqualTo(90);
  }

  @Test
  void aPlanMayAskForMoreButNotForLess() {
    var less = with(planned(0.03, 0.1, 2_000), p -> p.setSampleSizePerVariant(14_750));
    assertThat(said(PLAN + "sample_size_per_variant", () -> submit(less)))
        .contains("is 14,750", "at least 53,211");
    var more = with(planned(0.03, 0.1, 2_000), p -> p.setSampleSizePerVariant(60_000));
    var submitted = submit(more);
    assertThat(submitted.getExperiment().getDefinition().getPlan().getSampleSizePerVariant())
        .isEqualTo(60_000);
    assertThat(submitted.getReading().getNeededUnitsPerVariant()).isEqualTo(53_211);
    assertThat(submitted.getReading().getNeededDays()).as("for 120,000 units").isEqualTo(60);
  }

  @Test
  void timeIsCountedWithTheShareOfTrafficAndThePlansOwnEnd() {
    var tenth = planned(0.03, 0.1, 20_000).toBuilder().setTraffic(0.1).build();
    assertThat(read(tenth).getNeededDays()).isEqualTo(54);
    var cut = with(tenth, p -> p.setMaximumDuration(Durations.fromDays(53)));
    assertThat(said(PLAN + "mde_relative", () -> submit(cut))).contains("the 53 days allowed");
    assertThat(said(PLAN + "duration", () -> submit(lasting(tenth, 53)))).contains("54 days");
    assertThat(said(PLAN + "duration", () -> submit(lasting(tenth, 91)))).contains("90 days");
    assertThat(submit(lasting(tenth, 54)).getReading().getNeededDays()).isEqualTo(54);
  }

  @Test
  void everythingThatIsMissingIsNamedAtOnce() {
    var bare = valid(d -> d.clearHypothesis().clearPlan().removeMetrics(2).removeMetrics(1));
    assertThat(invalidFields(() -> submit(bare)))
        .containsExactlyInAnyOrder(
            "definition.hypothesis",
            "definition.metrics",
            "definition.metrics",
            PLAN + "baseline",
            PLAN + "mde_relative",
            PLAN + "expected_units_per_day");
    assertThat(said("definition.metrics", () -> submit(bare)))
        .contains("METRIC_CATEGORY_ERROR", "METRIC_CATEGORY_LATENCY");
    var read = read(bare);
    assertThat(read.hasNeededUnitsPerVariant()).isFalse();
    assertThat(read.hasNeededDays()).isFalse();
    assertThat(read.getObstaclesCount()).isEqualTo(6);
  }

  @Test
  void aMeanNeedsItsStandardDeviation() {
    var mean = with(valid(d -> primary(d, MetricKind.METRIC_KIND_MEAN)), p -> p.setBaseline(50));
    assertThat(invalidFields(() -> submit(mean)))
        .containsExactly(PLAN + "baseline_standard_deviation");
    var known = with(mean, p -> p.setBaselineStandardDeviation(20).setMdeRelative(0.1));
    // 2 (1.959964 + 0.841621)^2 20^2 / 5^2 = 251.16
    assertThat(submit(known).getReading().getNeededUnitsPerVariant()).isEqualTo(252);
    var nothing = with(known, p -> p.setBaseline(0));
    assertThat(said(PLAN + "baseline", () -> submit(nothing))).contains("must not be 0");
  }

  /** 251.16 as above; what looking early costs is rpact 3.3.4's, and that of the sequence. */
  @Test
  void whatItTakesFollowsTheDesignAndTheCovariate() {
    var mean = spread(MetricKind.METRIC_KIND_MEAN);
    assertThat(needed(mean, p -> p.setDesign(Design.DESIGN_FIXED_HORIZON))).isEqualTo(252);
    assertThat(
            needed(
                mean,
                p ->
                    p.setDesign(Design.DESIGN_GROUP_SEQUENTIAL)
                        .addAllLooks(List.of(0.25, 0.5, 0.75, 1.0))))
        .as("251.16 x 1.019637")
        .isEqualTo(257);
    assertThat(needed(mean, p -> p.setDesign(Design.DESIGN_ALWAYS_VALID)))
        .as("251.16 x 1.914899")
        .isEqualTo(481);
    var covariate = Covariate.newBuilder().setLookback(Durations.fromDays(14));
    assertThat(needed(mean, p -> p.setCovariate(covariate)))
        .as("nobody said what it brings")
        .isEqualTo(252);
    assertThat(needed(mean, p -> p.setCovariate(covariate.clone().setExpectedCorrelation(0.6))))
        .as("251.16 x (1 - 0.36)")
        .isEqualTo(161);
    for (var kind : List.of(MetricKind.METRIC_KIND_RATIO, MetricKind.METRIC_KIND_QUANTILE)) {
      assertThat(needed(spread(kind), p -> {})).as("%s", kind).isEqualTo(252);
    }
  }

  private static long needed(ExperimentDefinition definition, Consumer<AnalysisPlan.Builder> plan) {
    return submit(with(definition, plan)).getReading().getNeededUnitsPerVariant();
  }

  /** Control at 50 with a standard deviation of 20, and 10 % of it to be found. */
  private static ExperimentDefinition spread(MetricKind kind) {
    return with(
        valid(d -> {
          primary(d, kind);
          var metric = d.getMetricsBuilder(0).getMetricBuilder();
          switch (kind) {
            case METRIC_KIND_RATIO -> metric.setDenominatorEventName("visit");
            case METRIC_KIND_QUANTILE -> metric.setQuantile(0.95);
            default -> {}
          }
        }),
        p -> p.setBaseline(50).setBaselineStandardDeviation(20).setMdeRelative(0.1));
  }

  @Test
  void aShareStaysAShare() {
    var beyond = planned(0.6, 1, 1_000);
    assertThat(said(PLAN + "mde_relative", () -> submit(beyond))).contains("60 %", "120 %");
    var endless = planned(0.03, 1e-200, 1_000);
    assertThat(said("definition.plan", () -> submit(endless))).contains("larger mde_relative");
    assertThat(read(endless).hasNeededUnitsPerVariant()).isFalse();
  }

  @Test
  void theNeedFollowsTheWeightsTheTreatmentsAndTheDirection() {
    var uneven =
        planned(0.03, 0.1, 100_000).toBuilder()
            .clearVariants()
            .addVariants(variant("small", 0.2))
            .addVariants(variant("control", 0.8).setControl(true))
            .build();
    var read = read(uneven);
    var units = read.getNeededUnitsList().stream().map(VariantSize::getUnits).toList();
    assertThat(units.get(0)).isEqualTo(read.getNeededUnitsPerVariant());
    assertThat(units.get(1)).isCloseTo(4 * units.get(0), within(4L));
    assertThat(units.get(0) + units.get(1)).isGreaterThan(2 * 53_211L);
    var three =
        planned(0.03, 0.1, 100_000).toBuilder()
            .clearVariants()
            .addVariants(variant("control", 0.4).setControl(true))
            .addVariants(variant("b", 0.3))
            .addVariants(variant("c", 0.3))
            .build();
    assertThat(read(three).getNeededUnitsPerVariant()).as("Bonferroni").isGreaterThan(53_211);
    var less = planned(0.03, 0.1, 100_000).toBuilder();
    less.getMetricsBuilder(0)
        .getMetricBuilder()
        .setDirection(MetricDirection.METRIC_DIRECTION_DECREASE);
    // R 4.2.2 power.prop.test(p1 = .03, p2 = .027) has fewer: less varies less.
    assertThat(read(less.build()).getNeededUnitsPerVariant()).isBetween(45_000L, 51_000L);
  }

  private static ExperimentDefinition planned(double baseline, double mde, long unitsPerDay) {
    return with(
        Definitions.valid().build(),
        p ->
            p.clear()
                .setBaseline(baseline)
                .setMdeRelative(mde)
                .setExpectedUnitsPerDay(unitsPerDay));
  }

  private static ExperimentDefinition lasting(ExperimentDefinition definition, int days) {
    return with(definition, p -> p.setDuration(Durations.fromDays(days)));
  }

  private static ExperimentDefinition with(
      ExperimentDefinition definition, Consumer<AnalysisPlan.Builder> change) {
    var builder = definition.toBuilder();
    change.accept(builder.getPlanBuilder());
    return builder.build();
  }

  private static ExperimentDefinition valid(Consumer<Builder> change) {
    var builder = Definitions.valid();
    change.accept(builder);
    return builder.build();
  }

  private static void primary(Builder definition, MetricKind kind) {
    definition.getMetricsBuilder(0).getMetricBuilder().setKind(kind);
  }

  private static PlanReading read(ExperimentDefinition definition) {
    return experiments(Tokens.ann())
        .createExperiment(Flow.creation(Definitions.newKey("plan"), definition))
        .getReading();
  }

  private static PlanReading get(String key) {
    return experiments(Tokens.ann())
        .getExperiment(GetExperimentRequest.newBuilder().setKey(key).build())
        .getReading();
  }

  private static SubmitExperimentResponse submit(ExperimentDefinition definition) {
    var key = Definitions.newKey("plan");
    Flow.create(key, definition);
    return experiments(Tokens.ann())
        .submitExperiment(SubmitExperimentRequest.newBuilder().setKey(key).build());
  }
}
