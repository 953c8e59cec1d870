package plumbline.analysis.results;

import java.math.BigDecimal;
import java.util.OptionalDouble;
import plumbline.analysis.results.Results.VariantValue;
import plumbline.analysis.study.StudiedMetric;
import plumbline.engine.analysis.Arm;
import plumbline.engine.analysis.Comparison;
import plumbline.engine.analysis.Design;
import plumbline.engine.analysis.Finding;
import plumbline.engine.analysis.Metric;
import plumbline.engine.fold.Term;
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
    return switch (metric.measured().kind()) {
      case PROPORTION, COUNT -> new MetricTest(metric.measured(), 0);
      case MEAN -> new MetricTest(metric.measured(), 6);
      case RATIO, QUANTILE ->
          throw new Failure.Refused(
              "metric '%s' is of kind %s, which is not analysed yet"
                  .formatted(metric.key(), metric.kind()));
    };
  }

  /** Treatment minus control, at 1 - alpha. */
  Finding compare(Arm control, Arm treatment, double alpha) {
    return new Comparison(metric, new Design.FixedHorizon()).compare(control, treatment, alpha);
  }

  VariantValue value(Arm arm) {
    var moments =
        new Moments(arm.units(), arm.sums().sum(Term.Y), arm.sums().product(Term.Y, Term.Y));
    var variance = moments.variance(metric.scale());
    return new VariantValue(
        arm.variant(),
        moments.n(),
        new BigDecimal(moments.sumY()).movePointLeft(decimals).doubleValue(),
        moments.mean(metric.scale()),
        variance.isPresent()
            ? OptionalDouble.of(Math.sqrt(variance.getAsDouble()))
            : OptionalDouble.empty());
  }
}
