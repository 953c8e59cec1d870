package plumbline.engine.calibration;

import plumbline.engine.sequential.Look;
import plumbline.engine.statistics.ArmSummary;
import plumbline.engine.statistics.Moments;

/** What was summed over the units of two arms. */
record Arms<S>(S control, S treatment) {
  static final Arms<Moments> NOBODY = new Arms<>(Moments.NONE, Moments.NONE);

  static ArmSummary summary(Moments arm) {
    return arm.summary(Units.SCALE).orElseThrow();
  }

  /** The difference of two arms, of which at least one varies. */
  static Look look(Arms<Moments> arms) {
    return Look.of(summary(arms.control()), summary(arms.treatment())).orElseThrow();
  }

  static Arms<Moments> plus(Arms<Moments> arms, Moments control, Moments treatment) {
    return new Arms<>(arms.control().plus(control), arms.treatment().plus(treatment));
  }
}
