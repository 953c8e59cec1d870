package plumbline.engine.analysis;

import java.util.Optional;
import java.util.function.DoubleFunction;
import plumbline.engine.fold.FoldMetric.Kind;
import plumbline.engine.statistics.ArmSummary;
import plumbline.engine.statistics.HistogramQuantile;
import plumbline.engine.statistics.HistogramQuantile.Estimated;
import plumbline.engine.statistics.QuantileTest;
import plumbline.engine.statistics.RelativeLift;

/**
 * A difference of two arms and how well it is known, for tests that need only that.
 *
 * @param units of both arms together
 * @param controlError control's own standard error
 * @param standardError of the difference
 * @param bucketError what does not average out, to be added to the half of an interval's width
 * @param lift the relative one, by a critical value
 */
record Effect(
    long units,
    double control,
    double controlError,
    double treatment,
    double standardError,
    double bucketError,
    DoubleFunction<RelativeLift> lift) {

  /** Of any kind of metric, less what a covariate explains; empty where an arm has no value. */
  static Optional<Effect> of(Metric metric, Arm control, Arm treatment) {
    if (metric.kind() == Kind.QUANTILE) {
      return quantile(metric, control)
          .flatMap(from ->
              quantile(metric, treatment).map(to -> of(from, to, units(control, treatment))));
    }
    return Pair.of(metric, control, treatment) instanceof Pair.Both both
        ? Optional.of(of(both.control(), both.treatment()))
        : Optional.empty();
  }

  private static Optional<Estimated> quantile(Metric metric, Arm arm) {
    return arm.values()
        .map(it ->
            HistogramQuantile.estimate(
                it.histogram(), metric.quantile(), it.scan(), metric.scale()))
        .filter(Estimated.class::isInstance)
        .map(Estimated.class::cast);
  }

  private static long units(Arm control, Arm treatment) {
    return Math.addExact(
        control.values().orElseThrow().scan().units(),
        treatment.values().orElseThrow().scan().units());
  }

  static Effect of(ArmSummary control, ArmSummary treatment) {
    var from = control.estimate();
    var to = treatment.estimate();
    return new Effect(
        Math.addExact(control.n(), treatment.n()),
        from.value(),
        Math.sqrt(from.variance()),
        to.value(),
        Math.sqrt(from.variance() + to.variance()),
        0.0,
        critical -> RelativeLift.fieller(from, to, critical));
  }

  static Effect of(Estimated control, Estimated treatment, long units) {
    return new Effect(
        units,
        control.value(),
        control.standardError(),
        treatment.value(),
        Math.hypot(control.standardError(), treatment.standardError()),
        control.bucketError() + treatment.bucketError(),
        critical -> QuantileTest.lift(control, treatment, critical));
  }

  double difference() {
    return treatment - control;
  }

  /** What of the difference the bucket errors cannot explain, in standard errors. */
  double z() {
    double size = Math.max(0.0, Math.abs(difference()) - bucketError);
    return Math.copySign(size, difference()) / standardError;
  }
}
