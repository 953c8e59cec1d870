package plumbline.benchmarks.fold;

import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.ExperimentMetric;
import plumbline.proto.assignment.v1.ExperimentState;
import plumbline.proto.assignment.v1.Metric;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.assignment.v1.RatioTerm;
import plumbline.proto.assignment.v1.UnitType;
import plumbline.proto.assignment.v1.Variant;

/** The definition that is folded: {@link PlainQuery} says the same in SQL. */
final class Experiments {
  static final String CONTROL = "control";
  static final String TREATMENT = "treatment";
  static final String VIEW = "page_view";
  static final String BUY = "buy";

  /** From a unit's first exposure on. */
  static final Duration WINDOW = Duration.ofDays(7);

  private Experiments() {}

  /**
   * Two equal variants on users, and a metric of each kind that has no histogram.
   *
   * @param start before which nothing counts
   */
  static Experiment running(String key, Instant start) {
    var definition =
        ExperimentDefinition.newBuilder()
            .setUnitType(UnitType.UNIT_TYPE_USER)
            .addVariants(Variant.newBuilder().setKey(CONTROL).setWeight(0.5).setControl(true))
            .addVariants(Variant.newBuilder().setKey(TREATMENT).setWeight(0.5));
    for (var metric : metrics()) {
      var window = Durations.fromSeconds(WINDOW.toSeconds());
      definition.addMetrics(ExperimentMetric.newBuilder().setMetric(metric.setWindow(window)));
    }
    return Experiment.newBuilder()
        .setKey(key)
        .setVersion(1)
        .setState(ExperimentState.EXPERIMENT_STATE_RUNNING)
        .setStartTime(Timestamps.fromMillis(start.toEpochMilli()))
        .setDefinition(definition)
        .build();
  }

  private static List<Metric.Builder> metrics() {
    return List.of(
        metric("bought", MetricKind.METRIC_KIND_PROPORTION, BUY),
        metric("views", MetricKind.METRIC_KIND_COUNT, VIEW),
        metric("spent", MetricKind.METRIC_KIND_MEAN, BUY),
        metric("per-order", MetricKind.METRIC_KIND_RATIO, BUY)
            .setNumerator(RatioTerm.RATIO_TERM_VALUES)
            .setDenominatorEventName(BUY)
            .setDenominator(RatioTerm.RATIO_TERM_EVENTS));
  }

  private static Metric.Builder metric(String key, MetricKind kind, String event) {
    return Metric.newBuilder().setKey(key).setKind(kind).setEventName(event);
  }
}
