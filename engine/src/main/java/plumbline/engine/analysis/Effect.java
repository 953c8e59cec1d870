package plumbline.engine.analysis;

import java.util.function.DoubleFunction;
import plumbline.engine.statistics.ArmSummary;
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
