package plumbline.localstack.demo;

import com.google.protobuf.util.Durations;
import plumbline.proto.assignment.v1.ExperimentMetric;
import plumbline.proto.assignment.v1.GuardrailAction;
import plumbline.proto.assignment.v1.GuardrailRule;
import plumbline.proto.assignment.v1.Metric;
import plumbline.proto.assignment.v1.MetricCategory;
import plumbline.proto.assignment.v1.MetricDirection;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.assignment.v1.MetricRole;

/** The demo's metrics, each counted over a window of some days from a unit's first exposure. */
record DemoMetrics(String owner, int windowDays) {

  ExperimentMetric primary(String key, String event) {
    return ExperimentMetric.newBuilder()
        .setRole(MetricRole.METRIC_ROLE_PRIMARY)
        .setMetric(
            metric(key, event, MetricKind.METRIC_KIND_PROPORTION)
                .setDirection(MetricDirection.METRIC_DIRECTION_INCREASE)
                .setCategory(MetricCategory.METRIC_CATEGORY_BUSINESS))
        .build();
  }

  ExperimentMetric revenue(String key, String event) {
    return ExperimentMetric.newBuilder()
        .setRole(MetricRole.METRIC_ROLE_SECONDARY)
        .setMetric(
            metric(key, event, MetricKind.METRIC_KIND_MEAN)
                .setDirection(MetricDirection.METRIC_DIRECTION_INCREASE)
                .setCategory(MetricCategory.METRIC_CATEGORY_BUSINESS)
                .setUnitOfMeasure("EUR"))
        .build();
  }

  ExperimentMetric errors(String key, String event, String threshold) {
    return guardrail(
        metric(key, event, MetricKind.METRIC_KIND_COUNT)
            .setCategory(MetricCategory.METRIC_CATEGORY_ERROR),
        threshold);
  }

  ExperimentMetric slowPages(String key, String event, String threshold) {
    return guardrail(
        metric(key, event, MetricKind.METRIC_KIND_PROPORTION)
            .setCategory(MetricCategory.METRIC_CATEGORY_LATENCY),
        threshold);
  }

  private static ExperimentMetric guardrail(Metric.Builder metric, String threshold) {
    return ExperimentMetric.newBuilder()
        .setRole(MetricRole.METRIC_ROLE_GUARDRAIL)
        .setMetric(metric.setDirection(MetricDirection.METRIC_DIRECTION_DECREASE))
        .setGuardrail(
            GuardrailRule.newBuilder()
                .setThreshold(threshold)
                .setAction(GuardrailAction.GUARDRAIL_ACTION_ALERT))
        .build();
  }

  private Metric.Builder metric(String key, String event, MetricKind kind) {
    return Metric.newBuilder()
        .setKey(key)
        .setEventName(event)
        .setKind(kind)
        .setOwner(owner)
        .setWindow(Durations.fromDays(windowDays));
  }
}
