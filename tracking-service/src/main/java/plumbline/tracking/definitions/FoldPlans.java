package plumbline.tracking.definitions;

import com.google.protobuf.Duration;
import com.google.protobuf.util.Durations;
import java.util.EnumSet;
import java.util.Set;
import plumbline.engine.fold.EventValue;
import plumbline.engine.fold.FoldMetric;
import plumbline.engine.fold.FoldPlan;
import plumbline.kit.definition.Enrolments;
import plumbline.proto.assignment.v1.CrossoverRule;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.Metric;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.assignment.v1.Variant;

/** What the fold needs of a definition. */
public final class FoldPlans {
  private static final Set<MetricKind> FOLDABLE =
      EnumSet.of(
          MetricKind.METRIC_KIND_PROPORTION,
          MetricKind.METRIC_KIND_COUNT,
          MetricKind.METRIC_KIND_MEAN);

  private FoldPlans() {}

  /** Whether it started, and this version of the fold knows all of its metrics. */
  static boolean isFoldable(Experiment experiment) {
    return experiment.hasStartTime()
        && experiment.getDefinition().getMetricsList().stream()
            .allMatch(metric -> FOLDABLE.contains(metric.getMetric().getKind()));
  }

  /** The plan of a started experiment; its filters are compiled. */
  public static FoldPlan of(Experiment experiment) {
    var definition = experiment.getDefinition();
    var enrolment = Enrolments.of(experiment);
    return new FoldPlan(
        experiment.getKey(),
        definition.getVariantsList().stream().map(Variant::getKey).toList(),
        enrolment.start(),
        enrolment.end(),
        enrolment.cut(),
        definition.getPlan().getCrossover() == CrossoverRule.CROSSOVER_RULE_EXCLUDE,
        definition.getMetricsList().stream()
            .map(metric -> metric(metric.getMetric(), experiment.getKey()))
            .toList());
  }

  private static FoldMetric metric(Metric metric, String experiment) {
    return new FoldMetric(
        metric.getKey(),
        kind(metric.getKind()),
        metric.getEventName(),
        EventFilters.of(metric, experiment),
        value(metric),
        micros(metric.getDelay()),
        metric.hasWindow() ? Long.valueOf(micros(metric.getWindow())) : null,
        metric.hasFloorMicros() ? Long.valueOf(metric.getFloorMicros()) : null,
        metric.hasCapMicros() ? Long.valueOf(metric.getCapMicros()) : null);
  }

  private static EventValue value(Metric metric) {
    return metric.getValueAttribute().isEmpty()
        ? new EventValue.Own()
        : new EventValue.Attribute(metric.getValueAttribute());
  }

  private static FoldMetric.Kind kind(MetricKind kind) {
    return switch (kind) {
      case METRIC_KIND_PROPORTION -> FoldMetric.Kind.PROPORTION;
      case METRIC_KIND_COUNT -> FoldMetric.Kind.COUNT;
      case METRIC_KIND_MEAN -> FoldMetric.Kind.MEAN;
      case METRIC_KIND_RATIO, METRIC_KIND_QUANTILE, METRIC_KIND_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalArgumentException("not foldable: " + kind);
    };
  }

  private static long micros(Duration duration) {
    return Durations.toMicros(duration);
  }
}
