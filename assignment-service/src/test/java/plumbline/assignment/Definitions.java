package plumbline.assignment;

import com.google.protobuf.Value;
import com.google.protobuf.util.Durations;
import java.util.UUID;
import plumbline.proto.assignment.v1.AnalysisPlan;
import plumbline.proto.assignment.v1.Design;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.ExperimentMetric;
import plumbline.proto.assignment.v1.GuardrailAction;
import plumbline.proto.assignment.v1.GuardrailRule;
import plumbline.proto.assignment.v1.Metric;
import plumbline.proto.assignment.v1.MetricCategory;
import plumbline.proto.assignment.v1.MetricDirection;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.assignment.v1.MetricRole;
import plumbline.proto.assignment.v1.UnitType;
import plumbline.proto.assignment.v1.Variant;

/** Definitions that are as they must be. */
final class Definitions {
  private Definitions() {}

  static String newKey(String prefix) {
    return prefix + "-" + UUID.randomUUID().toString().substring(0, 8);
  }

  static ExperimentDefinition.Builder valid() {
    return ExperimentDefinition.newBuilder()
        .setName("One-page checkout")
        .setHypothesis("Fewer pages, more orders.")
        .setOwner("checkout-team")
        .setUnitType(UnitType.UNIT_TYPE_USER)
        .addVariants(variant("control", 0.5).setControl(true))
        .addVariants(variant("one-page", 0.5))
        .addMetrics(primary())
        .addMetrics(guardrail("errors", MetricCategory.METRIC_CATEGORY_ERROR))
        .addMetrics(guardrail("slow-pages", MetricCategory.METRIC_CATEGORY_LATENCY))
        .setPlan(
            AnalysisPlan.newBuilder()
                .setDesign(Design.DESIGN_FIXED_HORIZON)
                .setBaseline(0.1)
                .setMdeRelative(0.05)
                .setExpectedUnitsPerDay(1_000_000_000)
                .setDuration(Durations.fromDays(14)));
  }

  static Variant.Builder variant(String key, double weight) {
    return Variant.newBuilder()
        .setKey(key)
        .setWeight(weight)
        .setPayload(Value.newBuilder().setStringValue("payload of " + key));
  }

  static ExperimentMetric.Builder primary() {
    return ExperimentMetric.newBuilder()
        .setRole(MetricRole.METRIC_ROLE_PRIMARY)
        .setMetric(metric("ordered", MetricKind.METRIC_KIND_PROPORTION));
  }

  static ExperimentMetric.Builder guardrail(String key, MetricCategory category) {
    return ExperimentMetric.newBuilder()
        .setRole(MetricRole.METRIC_ROLE_GUARDRAIL)
        .setMetric(
            metric(key, MetricKind.METRIC_KIND_PROPORTION)
                .setDirection(MetricDirection.METRIC_DIRECTION_DECREASE)
                .setCategory(category))
        .setGuardrail(
            GuardrailRule.newBuilder()
                .setThreshold("< 1pp increase from control")
                .setAction(GuardrailAction.GUARDRAIL_ACTION_HALT));
  }

  static Metric.Builder metric(String key, MetricKind kind) {
    return Metric.newBuilder()
        .setKey(key)
        .setKind(kind)
        .setEventName("order")
        .setDirection(MetricDirection.METRIC_DIRECTION_INCREASE)
        .setWindow(Durations.fromDays(7));
  }
}
