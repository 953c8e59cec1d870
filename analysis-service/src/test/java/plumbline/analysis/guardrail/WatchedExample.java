package plumbline.analysis.guardrail;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import java.time.Instant;
import plumbline.proto.assignment.v1.AnalysisPlan;
import plumbline.proto.assignment.v1.Design;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.ExperimentMetric;
import plumbline.proto.assignment.v1.ExperimentState;
import plumbline.proto.assignment.v1.GuardrailAction;
import plumbline.proto.assignment.v1.GuardrailRule;
import plumbline.proto.assignment.v1.Metric;
import plumbline.proto.assignment.v1.MetricCategory;
import plumbline.proto.assignment.v1.MetricDirection;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.assignment.v1.MetricRole;
import plumbline.proto.assignment.v1.UnitType;
import plumbline.proto.assignment.v1.Variant;
import plumbline.proto.tracking.v1.ExperimentStatistics;
import plumbline.proto.tracking.v1.MetricStatistics;
import plumbline.proto.tracking.v1.VariantStatistics;

/**
 * An experiment of two variants with three guardrails: errors halt, slow pages alert, and so do
 * fewer orders, which the primary metric counts too.
 */
public final class WatchedExample {
  private WatchedExample() {}

  /** It runs, and has so many units planned for each variant. */
  public static Experiment.Builder running(String key, Instant start, long perVariant) {
    return Experiment.newBuilder()
        .setKey(key)
        .setVersion(5)
        .setState(ExperimentState.EXPERIMENT_STATE_RUNNING)
        .setStartTime(timestamp(start))
        .setDefinition(
            ExperimentDefinition.newBuilder()
                .setName("A faster page")
                .setUnitType(UnitType.UNIT_TYPE_USER)
                .addVariants(Variant.newBuilder().setKey("control").setWeight(0.5).setControl(true))
                .addVariants(Variant.newBuilder().setKey("fast").setWeight(0.5))
                .addMetrics(metric("orders", "order", MetricRole.METRIC_ROLE_PRIMARY))
                .addMetrics(
                    guardrail("errors", "error", "increase", GuardrailAction.GUARDRAIL_ACTION_HALT))
                .addMetrics(
                    guardrail("slow", "slow", "increase", GuardrailAction.GUARDRAIL_ACTION_ALERT))
                .addMetrics(
                    guardrail("lost", "order", "decrease", GuardrailAction.GUARDRAIL_ACTION_ALERT))
                .setPlan(
                    AnalysisPlan.newBuilder()
                        .setDesign(Design.DESIGN_FIXED_HORIZON)
                        .setAlpha(0.05)
                        .setSampleSizePerVariant(perVariant)
                        .setDuration(Duration.newBuilder().setSeconds(14 * 86_400L))));
  }

  /** What was counted of one variant, of which all units are in the analysis. */
  public record Arm(long units, long orders, long errors, long slow) {
    private VariantStatistics.Builder of(String variant) {
      return VariantStatistics.newBuilder()
          .setVariant(variant)
          .setExposedUnits(units)
          .setAnalysedUnits(units)
          .addMetrics(share("orders", orders))
          .addMetrics(share("errors", errors))
          .addMetrics(share("slow", slow))
          .addMetrics(share("lost", orders));
    }

    private MetricStatistics.Builder share(String metric, long did) {
      var sum = Long.toString(did);
      return MetricStatistics.newBuilder()
          .setMetric(metric)
          .setUnits(units)
          .setMaturedUnits(units)
          .setSumY(sum)
          .setSumY2(sum)
          .setSumY3(sum);
    }
  }

  /** What was counted of both. */
  public static ExperimentStatistics.Builder counted(Instant completeUpTo, Arm control, Arm fast) {
    return ExperimentStatistics.newBuilder()
        .setDefinitionVersion(5)
        .setCompleteUpTo(timestamp(completeUpTo))
        .addVariants(control.of("control"))
        .addVariants(fast.of("fast"));
  }

  static Timestamp timestamp(Instant instant) {
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }

  private static ExperimentMetric guardrail(
      String key, String event, String harm, GuardrailAction action) {
    return metric(key, event, MetricRole.METRIC_ROLE_GUARDRAIL).toBuilder()
        .setGuardrail(
            GuardrailRule.newBuilder()
                .setThreshold("< 1pp " + harm + " from control")
                .setAction(action))
        .build();
  }

  private static ExperimentMetric metric(String key, String event, MetricRole role) {
    return ExperimentMetric.newBuilder()
        .setRole(role)
        .setMetric(
            Metric.newBuilder()
                .setKey(key)
                .setKind(MetricKind.METRIC_KIND_PROPORTION)
                .setEventName(event)
                .setCategory(MetricCategory.METRIC_CATEGORY_ERROR)
                .setDirection(
                    event.equals("order")
                        ? MetricDirection.METRIC_DIRECTION_INCREASE
                        : MetricDirection.METRIC_DIRECTION_DECREASE))
        .build();
  }
}
