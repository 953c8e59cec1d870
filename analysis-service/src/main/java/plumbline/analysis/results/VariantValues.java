package plumbline.analysis.results;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.OptionalDouble;
import plumbline.analysis.results.Results.VariantValue;
import plumbline.engine.analysis.Arm;
import plumbline.engine.analysis.Metric;
import plumbline.engine.fold.Term;
import plumbline.engine.statistics.ArmSummary;
import plumbline.engine.statistics.HistogramQuantile;
import plumbline.engine.statistics.Moments;
import plumbline.engine.statistics.RatioMoments;

/** What a metric was in one variant, by its kind. */
final class VariantValues {
  private VariantValues() {}

  static VariantValue of(Metric metric, Arm arm) {
    return switch (metric.kind()) {
      case PROPORTION, COUNT, MEAN -> mean(metric, arm);
      case RATIO -> ratio(metric, arm);
      case QUANTILE -> quantile(metric, arm);
    };
  }

  private static VariantValue mean(Metric metric, Arm arm) {
    var moments =
        new Moments(arm.units(), arm.sums().sum(Term.Y), arm.sums().product(Term.Y, Term.Y));
    var mean = moments.mean(metric.scale());
    return new VariantValue(
        arm.variant(),
        arm.units(),
        total(arm.sums().sum(Term.Y), metric.scale()),
        mean,
        root(moments.variance(metric.scale())),
        mean,
        OptionalDouble.empty());
  }

  private static VariantValue ratio(Metric metric, Arm arm) {
    var above = total(arm.sums().sum(Term.Y), metric.scale());
    var below = total(arm.sums().sum(Term.D), metric.denominatorScale());
    var summary =
        RatioMoments.of(arm.units(), arm.sums()).summary(metric.scale(), metric.denominatorScale());
    return new VariantValue(
        arm.variant(),
        arm.units(),
        above,
        OptionalDouble.empty(),
        summary instanceof ArmSummary it
            ? OptionalDouble.of(Math.sqrt(it.variance()))
            : OptionalDouble.empty(),
        below == 0 ? OptionalDouble.empty() : OptionalDouble.of(above / below),
        OptionalDouble.of(below));
  }

  private static VariantValue quantile(Metric metric, Arm arm) {
    var value = OptionalDouble.empty();
    var deviation = OptionalDouble.empty();
    if (arm.values().isPresent()) {
      var values = arm.values().get();
      var scale = metric.scale();
      value = HistogramQuantile.value(values.histogram(), metric.quantile(), scale);
      if (HistogramQuantile.estimate(values.histogram(), metric.quantile(), values.scan(), scale)
          instanceof HistogramQuantile.Estimated it) {
        deviation = OptionalDouble.of(it.standardError() * Math.sqrt(values.scan().units()));
      }
    }
    return new VariantValue(
        arm.variant(),
        arm.units(),
        total(arm.sums().sum(Term.Y), 1.0),
        OptionalDouble.empty(),
        deviation,
        value,
        OptionalDouble.empty());
  }

  private static OptionalDouble root(OptionalDouble variance) {
    return variance.isPresent()
        ? OptionalDouble.of(Math.sqrt(variance.getAsDouble()))
        : OptionalDouble.empty();
  }

  private static double total(BigInteger sum, double scale) {
    return new BigDecimal(sum).multiply(BigDecimal.valueOf(scale)).doubleValue();
  }
}
