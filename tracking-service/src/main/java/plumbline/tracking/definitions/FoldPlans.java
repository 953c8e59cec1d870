package plumbline.tracking.definitions;

import com.google.protobuf.util.Durations;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import plumbline.engine.fold.CovariateWindow;
import plumbline.engine.fold.EventSource;
import plumbline.engine.fold.EventValue;
import plumbline.engine.fold.FoldMetric;
import plumbline.engine.fold.FoldPlan;
import plumbline.kit.definition.Enrolments;
import plumbline.proto.assignment.v1.Covariate;
import plumbline.proto.assignment.v1.CovariateAnchor;
import plumbline.proto.assignment.v1.CrossoverRule;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentMetric;
import plumbline.proto.assignment.v1.Metric;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.assignment.v1.RatioTerm;
import plumbline.proto.assignment.v1.Variant;
import plumbline.proto.tracking.v1.Backfill;

/** What the fold needs of a definition. */
public final class FoldPlans {
  private FoldPlans() {}

  /** Whether it started, and this version of the fold knows all of its metrics. */
  static boolean isFoldable(Experiment experiment) {
    return experiment.hasStartTime()
        && experiment.getDefinition().getMetricsList().stream()
            .allMatch(metric -> kind(metric.getMetric().getKind()).isPresent());
  }

  /** The plan of a started experiment as it was registered; its rules are compiled. */
  public static FoldPlan of(Experiment experiment) {
    var definition = experiment.getDefinition();
    return of(experiment, registered(experiment), definition.getPlan().getSegmentsList());
  }

  /** What a backfill adds to it: one metric, or the registered metrics by one segment. */
  static FoldPlan of(Experiment experiment, Backfill backfill) {
    return switch (backfill.getSubjectCase()) {
      case METRIC -> of(experiment, List.of(backfill.getMetric()), List.of());
      case SEGMENT -> of(experiment, registered(experiment), List.of(backfill.getSegment()));
      case SUBJECT_NOT_SET -> throw new IllegalArgumentException("a backfill of nothing");
    };
  }

  /** Which quantile each QUANTILE metric is that was registered, by its place in the plan. */
  static Map<Integer, Double> quantiles(Experiment experiment) {
    return quantiles(registered(experiment));
  }

  /** The same with a backfill. */
  static Map<Integer, Double> quantiles(Experiment experiment, Backfill backfill) {
    return quantiles(backfill.hasMetric() ? List.of(backfill.getMetric()) : registered(experiment));
  }

  /** A metric that does not say which one it is has a histogram, and no quantile. */
  private static Map<Integer, Double> quantiles(List<Metric> metrics) {
    var quantiles = new HashMap<Integer, Double>();
    for (var i = 0; i < metrics.size(); i++) {
      var quantile = metrics.get(i).getQuantile();
      if (metrics.get(i).getKind() == MetricKind.METRIC_KIND_QUANTILE
          && quantile > 0
          && quantile < 1) {
        quantiles.put(i, quantile);
      }
    }
    return quantiles;
  }

  private static List<Metric> registered(Experiment experiment) {
    return experiment.getDefinition().getMetricsList().stream()
        .map(ExperimentMetric::getMetric)
        .toList();
  }

  private static FoldPlan of(Experiment experiment, List<Metric> metrics, List<String> segments) {
    var definition = experiment.getDefinition();
    var plan = definition.getPlan();
    var enrolment = Enrolments.of(experiment);
    return new FoldPlan(
        experiment.getKey(),
        definition.getVariantsList().stream().map(Variant::getKey).toList(),
        enrolment.start(),
        enrolment.end(),
        enrolment.cut(),
        plan.getCrossover() == CrossoverRule.CROSSOVER_RULE_EXCLUDE,
        EventFilters.anyOf(plan.getExclusionsList(), experiment.getKey()),
        segments,
        plan.hasCovariate() ? covariate(plan.getCovariate()) : null,
        metrics.stream().map(metric -> metric(metric, experiment.getKey())).toList());
  }

  private static CovariateWindow covariate(Covariate covariate) {
    return new CovariateWindow(
        Durations.toMicros(covariate.getLookback()),
        covariate.getAnchor() == CovariateAnchor.COVARIATE_ANCHOR_START);
  }

  private static FoldMetric metric(Metric metric, String experiment) {
    return new FoldMetric(
        metric.getKey(),
        kind(metric.getKind()).orElseThrow(),
        source(metric, experiment),
        metric.getKind() == MetricKind.METRIC_KIND_RATIO ? denominator(metric, experiment) : null,
        Durations.toMicros(metric.getDelay()),
        metric.hasWindow() ? Long.valueOf(Durations.toMicros(metric.getWindow())) : null,
        metric.hasFloorMicros() ? Long.valueOf(metric.getFloorMicros()) : null,
        metric.hasCapMicros() ? Long.valueOf(metric.getCapMicros()) : null);
  }

  private static EventSource source(Metric metric, String experiment) {
    var counted =
        switch (metric.getKind()) {
          case METRIC_KIND_MEAN, METRIC_KIND_QUANTILE -> false;
          case METRIC_KIND_RATIO -> metric.getNumerator() != RatioTerm.RATIO_TERM_VALUES;
          case METRIC_KIND_PROPORTION, METRIC_KIND_COUNT, METRIC_KIND_UNSPECIFIED, UNRECOGNIZED ->
              true;
        };
    return new EventSource(
        metric.getEventName(),
        EventFilters.of(metric.getEventFilter(), metric.getKey(), experiment),
        counted ? null : value(metric.getValueAttribute()));
  }

  private static EventSource denominator(Metric metric, String experiment) {
    return new EventSource(
        metric.getDenominatorEventName(),
        EventFilters.of(metric.getDenominatorEventFilter(), metric.getKey(), experiment),
        metric.getDenominator() == RatioTerm.RATIO_TERM_VALUES
            ? value(metric.getDenominatorValueAttribute())
            : null);
  }

  private static EventValue value(String attribute) {
    return attribute.isEmpty() ? new EventValue.Own() : new EventValue.Attribute(attribute);
  }

  private static Optional<FoldMetric.Kind> kind(MetricKind kind) {
    return switch (kind) {
      case METRIC_KIND_PROPORTION -> Optional.of(FoldMetric.Kind.PROPORTION);
      case METRIC_KIND_COUNT -> Optional.of(FoldMetric.Kind.COUNT);
      case METRIC_KIND_MEAN -> Optional.of(FoldMetric.Kind.MEAN);
      case METRIC_KIND_RATIO -> Optional.of(FoldMetric.Kind.RATIO);
      case METRIC_KIND_QUANTILE -> Optional.of(FoldMetric.Kind.QUANTILE);
      case METRIC_KIND_UNSPECIFIED, UNRECOGNIZED -> Optional.empty();
    };
  }
}
