package plumbline.analysis.study;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import plumbline.analysis.study.StudiedMetric.Margin;
import plumbline.engine.analysis.Metric.Better;
import plumbline.engine.fold.FoldMetric.Kind;
import plumbline.engine.guardrail.GuardrailSyntaxException;
import plumbline.engine.guardrail.Scale;
import plumbline.engine.guardrail.Threshold;
import plumbline.proto.assignment.v1.ExperimentMetric;
import plumbline.proto.assignment.v1.Metric;
import plumbline.proto.assignment.v1.MetricDirection;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.assignment.v1.RatioTerm;

/** Reads metrics from the contract. */
public final class StudiedMetrics {
  private StudiedMetrics() {}

  static StudiedMetric parse(ExperimentMetric used) {
    var metric = used.getMetric();
    return new StudiedMetric(
        measured(metric),
        used.getRole(),
        metric.getKind(),
        metric.getCategory(),
        events(metric),
        metric.hasWindow()
            ? Optional.of(duration(metric.getDelay()).plus(duration(metric.getWindow())))
            : Optional.empty(),
        used.hasGuardrail() ? margin(used) : Optional.empty());
  }

  /** The metric as the engine takes it. */
  public static plumbline.engine.analysis.Metric measured(Metric metric) {
    var better = better(metric.getDirection());
    var key = metric.getKey();
    var unit = metric.getUnitOfMeasure();
    return switch (metric.getKind()) {
      case METRIC_KIND_PROPORTION ->
          plumbline.engine.analysis.Metric.counted(key, Kind.PROPORTION, better);
      case METRIC_KIND_COUNT -> plumbline.engine.analysis.Metric.counted(key, Kind.COUNT, better);
      case METRIC_KIND_MEAN -> plumbline.engine.analysis.Metric.mean(key, better, unit);
      case METRIC_KIND_RATIO ->
          plumbline.engine.analysis.Metric.ratio(
              key,
              better,
              unit,
              metric.getNumerator() == RatioTerm.RATIO_TERM_VALUES,
              metric.getDenominator() == RatioTerm.RATIO_TERM_VALUES);
      case METRIC_KIND_QUANTILE ->
          plumbline.engine.analysis.Metric.quantile(key, better, unit, metric.getQuantile());
      case METRIC_KIND_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalArgumentException("metric '" + key + "' is of no kind that is known");
    };
  }

  private static Better better(MetricDirection direction) {
    return switch (direction) {
      case METRIC_DIRECTION_INCREASE -> Better.HIGHER;
      case METRIC_DIRECTION_DECREASE -> Better.LOWER;
      case METRIC_DIRECTION_UNSPECIFIED, UNRECOGNIZED -> Better.NEITHER;
    };
  }

  private static Set<String> events(Metric metric) {
    return Stream.of(metric.getEventName(), metric.getDenominatorEventName())
        .filter(name -> !name.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Empty for what was stored before thresholds were read, which nobody can be held to. */
  private static Optional<Margin> margin(ExperimentMetric used) {
    var metric = used.getMetric();
    Scale scale =
        metric.getKind() == MetricKind.METRIC_KIND_PROPORTION
            ? new Scale.Share()
            : new Scale.Measured(metric.getUnitOfMeasure());
    try {
      var rule = used.getGuardrail();
      return Optional.of(new Margin(Threshold.parse(rule.getThreshold(), scale), rule.getAction()));
    } catch (GuardrailSyntaxException e) {
      return Optional.empty();
    }
  }

  static Duration duration(com.google.protobuf.Duration duration) {
    return Duration.ofSeconds(duration.getSeconds(), duration.getNanos());
  }
}
