package plumbline.analysis.results;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalDouble;
import plumbline.analysis.results.Contrast.Compared;
import plumbline.analysis.results.Contrast.NotCompared;
import plumbline.analysis.results.Contrast.Test;
import plumbline.analysis.results.Results.VariantValue;
import plumbline.engine.statistics.Moments;
import plumbline.engine.statistics.NotDefined;
import plumbline.engine.statistics.Proportion;
import plumbline.engine.statistics.ProportionTest;
import plumbline.engine.statistics.WelchTest;
import plumbline.kit.failure.Failure;

/** How a kind of metric is valued and tested. */
enum MetricTest {
  PROPORTION(
      0, "two-proportion pooled z; Newcombe hybrid score interval; Fieller relative interval") {
    @Override
    Contrast compare(Moments control, Moments treatment, double alpha) {
      return proportions(control, treatment, alpha);
    }
  },
  COUNT(0, MetricTest.WELCH) {
    @Override
    Contrast compare(Moments control, Moments treatment, double alpha) {
      return means(control, treatment, 1, alpha);
    }
  },
  MEAN(6, MetricTest.WELCH) {
    @Override
    Contrast compare(Moments control, Moments treatment, double alpha) {
      return means(control, treatment, 1e-6, alpha);
    }
  };

  private static final String WELCH =
      "Welch's t; Welch interval; Fieller relative interval with the t quantile";

  private final int decimals;
  private final String method;

  MetricTest(int decimals, String method) {
    this.decimals = decimals;
    this.method = method;
  }

  /**
   * The metric's.
   *
   * @throws Failure.Refused for kinds that are not analysed yet
   */
  static MetricTest of(StudiedMetric metric) {
    return switch (metric.kind()) {
      case METRIC_KIND_PROPORTION -> PROPORTION;
      case METRIC_KIND_COUNT -> COUNT;
      case METRIC_KIND_MEAN -> MEAN;
      case METRIC_KIND_RATIO, METRIC_KIND_QUANTILE, METRIC_KIND_UNSPECIFIED, UNRECOGNIZED ->
          throw new Failure.Refused(
              "metric '%s' is of kind %s, which is not analysed yet"
                  .formatted(metric.key(), metric.kind()));
    };
  }

  /** Treatment minus control, at 1 - alpha. */
  abstract Contrast compare(Moments control, Moments treatment, double alpha);

  /** What one stored unit is worth in the metric's own. */
  double scale() {
    return Math.pow(10, -decimals);
  }

  String method() {
    return method + "; not corrected for several comparisons";
  }

  VariantValue value(String variant, Moments moments) {
    var variance = moments.variance(scale());
    return new VariantValue(
        variant,
        moments.n(),
        new BigDecimal(moments.sumY()).movePointLeft(decimals).doubleValue(),
        moments.mean(scale()),
        variance.isPresent()
            ? OptionalDouble.of(Math.sqrt(variance.getAsDouble()))
            : OptionalDouble.empty());
  }

  private static Contrast proportions(Moments control, Moments treatment, double alpha) {
    var from = new Proportion(control.sumY().longValueExact(), control.n());
    var to = new Proportion(treatment.sumY().longValueExact(), treatment.n());
    return switch (new ProportionTest(alpha).compare(from, to)) {
      case NotDefined(var reason) -> new NotCompared(reason);
      case ProportionTest.Compared c ->
          new Compared(
              c.difference(),
              c.interval(),
              c.lift(),
              false,
              c.pooled()
                  .map(z ->
                      new Test(
                          z.z(), z.pValueTwoSided(), OptionalDouble.empty(), z.standardError())));
    };
  }

  private static Contrast means(Moments control, Moments treatment, double scale, double alpha) {
    return switch (new WelchTest(alpha).compare(control, treatment, scale)) {
      case NotDefined(var reason) -> new NotCompared(reason);
      case WelchTest.Compared c ->
          new Compared(
              c.difference(),
              c.interval(),
              c.lift(),
              c.meanControl() < 0,
              Optional.of(
                  new Test(
                      c.t(), c.pValueTwoSided(), OptionalDouble.of(c.df()), c.standardError())));
    };
  }
}
