package plumbline.analysis.dashboard.experiments;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.google.protobuf.util.Durations;
import java.util.List;
import plumbline.proto.assignment.v1.AnalysisPlan;
import plumbline.proto.assignment.v1.CatalogueReference;
import plumbline.proto.assignment.v1.Correction;
import plumbline.proto.assignment.v1.Covariate;
import plumbline.proto.assignment.v1.CovariateAnchor;
import plumbline.proto.assignment.v1.CrossoverRule;
import plumbline.proto.assignment.v1.Design;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.ExperimentMetric;
import plumbline.proto.assignment.v1.ForcedOverride;
import plumbline.proto.assignment.v1.GuardrailAction;
import plumbline.proto.assignment.v1.GuardrailRule;
import plumbline.proto.assignment.v1.LayerSlots;
import plumbline.proto.assignment.v1.Metric;
import plumbline.proto.assignment.v1.MetricCategory;
import plumbline.proto.assignment.v1.MetricDirection;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.assignment.v1.MetricRole;
import plumbline.proto.assignment.v1.Prerequisite;
import plumbline.proto.assignment.v1.RampStep;
import plumbline.proto.assignment.v1.RatioTerm;
import plumbline.proto.assignment.v1.UnitType;
import plumbline.proto.assignment.v1.Variant;

/** A definition in which nothing is left out. */
final class Definitions {
  private Definitions() {}

  static Experiment whole() {
    return Experiment.newBuilder()
        .setKey("whole")
        .setVersion(7)
        .setDefinition(definition())
        .build();
  }

  private static ExperimentDefinition definition() {
    return ExperimentDefinition.newBuilder()
        .setName(" Whole ")
        .setHypothesis("One line\r\nand another\n")
        .setOwner("growth")
        .setUnitType(UnitType.UNIT_TYPE_ACCOUNT)
        .addVariants(variant("a", text("plain words")).setControl(false).setDescription("first"))
        .addVariants(variant("b", text("17")).setControl(true))
        .addVariants(variant("c", object()))
        .setTraffic(0.07)
        .setEligibility("country == 'DE'")
        .addMetrics(guardrail())
        .addMetrics(primary())
        .addMetrics(copied())
        .addMetrics(counter())
        .setPlan(plan())
        .setLayer(LayerSlots.newBuilder().setLayer("checkout").setFromSlot(0).setToSlot(2500))
        .addHoldouts("everything")
        .addOverrides(ForcedOverride.newBuilder().setUnit("me").setVariant("c"))
        .addPrerequisites(Prerequisite.newBuilder().setKey("other").setVariant("on"))
        .setFlag("a-flag")
        .addTags("one")
        .addTags("two, or more")
        .addRamp(RampStep.newBuilder().setAfterStart(Durations.fromHours(5)).setTraffic(0.5))
        .build();
  }

  private static Variant.Builder variant(String key, Value payload) {
    return Variant.newBuilder().setKey(key).setWeight(1.0 / 3).setPayload(payload);
  }

  private static Value text(String text) {
    return Value.newBuilder().setStringValue(text).build();
  }

  private static Value object() {
    return Value.newBuilder()
        .setStructValue(Struct.newBuilder().putFields("colour", text("<b>red</b>")))
        .build();
  }

  private static ExperimentMetric guardrail() {
    var metric =
        Metric.newBuilder()
            .setKey("p95")
            .setKind(MetricKind.METRIC_KIND_QUANTILE)
            .setEventName("page")
            .setEventFilter("path == '/pay'")
            .setDirection(MetricDirection.METRIC_DIRECTION_DECREASE)
            .setCategory(MetricCategory.METRIC_CATEGORY_LATENCY)
            .setUnitOfMeasure("ms")
            .setQuantile(0.95)
            .setValueAttribute("took");
    return ExperimentMetric.newBuilder()
        .setRole(MetricRole.METRIC_ROLE_GUARDRAIL)
        .setMetric(metric)
        .setGuardrail(
            GuardrailRule.newBuilder()
                .setThreshold("< 20 ms increase from control")
                .setAction(GuardrailAction.GUARDRAIL_ACTION_HALT)
                .setBaseline(250)
                .setBaselineStandardDeviation(1200.5))
        .build();
  }

  private static ExperimentMetric primary() {
    var metric =
        Metric.newBuilder()
            .setKey("revenue")
            .setKind(MetricKind.METRIC_KIND_MEAN)
            .setEventName("order")
            .setDirection(MetricDirection.METRIC_DIRECTION_INCREASE)
            .setOwner("sales")
            .setDelay(Durations.fromHours(1))
            .setWindow(Durations.fromHours(36))
            .setCapMicros(5_000_000)
            .setDescription("what the form does not show");
    return ExperimentMetric.newBuilder()
        .setRole(MetricRole.METRIC_ROLE_PRIMARY)
        .setMetric(metric)
        .build();
  }

  private static ExperimentMetric copied() {
    var metric = primary().getMetric().toBuilder().setKey("orders");
    return ExperimentMetric.newBuilder()
        .setRole(MetricRole.METRIC_ROLE_SECONDARY)
        .setMetric(metric)
        .setCatalogue(CatalogueReference.newBuilder().setKey("orders").setVersion(3))
        .build();
  }

  private static ExperimentMetric counter() {
    var metric =
        Metric.newBuilder()
            .setKey("clicks-per-view")
            .setKind(MetricKind.METRIC_KIND_RATIO)
            .setEventName("click")
            .setDenominatorEventName("view")
            .setDenominator(RatioTerm.RATIO_TERM_EVENTS)
            .setDirection(MetricDirection.METRIC_DIRECTION_INCREASE);
    return ExperimentMetric.newBuilder()
        .setRole(MetricRole.METRIC_ROLE_COUNTER)
        .setMetric(metric)
        .build();
  }

  private static AnalysisPlan plan() {
    return AnalysisPlan.newBuilder()
        .setDesign(Design.DESIGN_GROUP_SEQUENTIAL)
        .addAllLooks(List.of(1.0 / 3, 0.7, 1.0))
        .setAlpha(0.01)
        .setPower(0.925)
        .setBaseline(12.5)
        .setBaselineStandardDeviation(40.1)
        .setMdeRelative(0.015)
        .setSampleSizePerVariant(123_456)
        .setDuration(Durations.fromHours(100))
        .setMaximumDuration(Durations.fromDays(30))
        .setCrossover(CrossoverRule.CROSSOVER_RULE_EXCLUDE)
        .setCorrection(Correction.CORRECTION_BONFERRONI)
        .setCovariate(
            Covariate.newBuilder()
                .setAnchor(CovariateAnchor.COVARIATE_ANCHOR_START)
                .setLookback(Durations.fromDays(14))
                .setExpectedCorrelation(0.6))
        .addExclusions("bot == true")
        .addExclusions("country in ['AA', 'BB']")
        .addSegments("country")
        .setManyVariantsJustification("none needed")
        .setExpectedUnitsPerDay(10_000)
        .build();
  }
}
