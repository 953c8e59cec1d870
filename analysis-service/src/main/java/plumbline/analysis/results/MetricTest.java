package plumbline.analysis.results;

import java.math.BigDecimal;
import java.util.OptionalDouble;
import plumbline.analysis.results.Results.VariantValue;
import plumbline.engine.analysis.Arm;
import plumbline.engine.analysis.Comparison;
import plumbline.engine.analysis.Design;
import plumbline.engine.analysis.Finding;
import plumbline.engine.analysis.Metric;
import plumbline.engine.analysis.Metric.Better;
import plumbline.engine.fold.FoldMetric;
import plumbline.engine.statistics.Moments;
import plumbline.kit.failure.Failure;

/** How a metric is valued, and compared by the engine. */
record MetricTest(Metric metric, int decimals) {

  /**
   * The metric's.
   *
   * @throws Failure.Refused for kinds that are not analysed yet
   */
  static MetricTest of(StudiedMetric metric) {
    var better = better(metric);
    return switch (metric.kind()) {
      case METRIC_KIND_PROPORTION ->
          new MetricTest(Metric.counted(metric.key(), FoldMetric.Kind.PROPORTION, better), 0);
      case METRIC_KIND_COUNT ->
          new MetricTest(Metric.counted(metric.key(), FoldMetric.Kind.COUNT, better), 0);
      case METRIC_KIND_MEAN ->
          new MetricTest(Metric.mean(metric.key(), better, metric.unitOfMeasure()), 6);
      case METRIC_KIND_RATIO, METRIC_KIND_QUANTILE, METRIC_KIND_UNSPECIFIED, UNRECOGNIZED ->
          throw new Failure.Refused(
              "metric '%s' is of kind %s, which is not analysed yet"
                  .formatted(metric.key(), metric.kind()));
    };
  }

  private static Better better(StudiedMetric metric) {
    return switch (metric.direction()) {
      case METRIC_DIRECTION_INCREASE -> Better.HIGHER;
      case METRIC_DIRECTION_DECREASE -> Better.LOWER;
      case METRIC_DIRECTION_UNSPECIFIED, UNRECOGNIZED -> Better.NEITHER;
    };
  }

  /** Treatment minus control, at 1 - alpha. */
  Finding compare(Arm control, Arm treatment, double alpha) {
    return new Comparison(metric, new Design.FixedHorizon()).compare(control, treatment, alpha);
  }

  VariantValue value(String variant, Moments moments) {
    var variance = moments.variance(metric.scale());
    return new VariantValue(
        variant,
        moments.n(),
        new BigDecimal(moments.sumY()).movePointLeft(decimals).doubleValue(),
        moments.mean(metric.scale()),
        variance.isPresent()
            ? OptionalDouble.of(Math.sqrt(variance.getAsDouble()))
            : OptionalDouble.empty());
  }
}
