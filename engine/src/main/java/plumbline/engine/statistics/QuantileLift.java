package plumbline.engine.statistics;

import plumbline.engine.statistics.HistogramQuantile.Estimated;

/**
 * The relative interval of two quantiles with bucket errors b: all ratios q = 1 + r with {@code |T
 * - q·C| <= c·sqrt(v_T + q²·v_C) + b_T + |q|·b_C}, which is Fieller's inequality where b is zero.
 * The right side less the left, the slack, is positive at T/C and convex to each side of it, so
 * that Newton's steps from where it is positive never pass the end that they look for.
 */
final class QuantileLift {
  private static final int MAX_STEPS = 200;

  private final Estimated control;
  private final Estimated treatment;
  private final double critical;
  private final double sizeControl;
  private final double sizeTreatment;

  private QuantileLift(Estimated control, Estimated treatment, double critical) {
    this.control = control;
    this.treatment = treatment;
    this.critical = critical;
    sizeControl = Math.abs(control.value());
    sizeTreatment = Math.abs(treatment.value());
  }

  static RelativeLift of(Estimated control, Estimated treatment, double critical) {
    return control.value() == 0.0
        ? new NotDefined(NotDefined.Reason.CONTROL_IS_ZERO)
        : new QuantileLift(control, treatment, critical).solve();
  }

  private RelativeLift solve() {
    double ratio = sizeTreatment / sizeControl;
    double clear = sizeControl - control.bucketError();
    double reach = critical * control.standardError();
    if (clear > reach) {
      double lift = (treatment.value() - control.value()) / control.value();
      return new RelativeLift.Bounded(lift, lifts(end(ratio, -1), end(ratio, 1)));
    }
    double least = leastError(Math.max(0.0, clear)) + treatment.bucketError() - sizeTreatment;
    if (least >= 0.0) {
      return new RelativeLift.Unbounded(new RelativeLift.WholeLine());
    }
    // Beyond zero the slack is positive again, at the latest from here on.
    double far = -((sizeTreatment - treatment.bucketError()) / (reach - clear));
    return new RelativeLift.Unbounded(
        new RelativeLift.Complement(lifts(end(far, -1), end(ratio, -1))));
  }

  /** The smallest c·sqrt(v_T + q²·v_C) - |q|·clear. */
  private double leastError(double clear) {
    double steps = clear / control.standardError();
    return treatment.standardError()
        * Math.sqrt(Math.max(0.0, critical * critical - steps * steps));
  }

  /** Where the slack ends, from a ratio on where there is some, on this side of T/C. */
  private double end(double from, int side) {
    double ratio = from;
    for (int i = 0; i < MAX_STEPS; i++) {
      double slack = slack(ratio, side);
      double next = ratio - slack / slope(ratio, side);
      if (!(slack > 0.0) || next == ratio) {
        break;
      }
      ratio = next;
    }
    return ratio;
  }

  private double slack(double ratio, int side) {
    return critical * error(ratio)
        + treatment.bucketError()
        + Math.abs(ratio) * control.bucketError()
        - side * (ratio * sizeControl - sizeTreatment);
  }

  private double slope(double ratio, int side) {
    double turn = side > 0 || ratio > 0.0 ? 1.0 : -1.0;
    double squared = control.standardError() * control.standardError();
    return critical * ratio * squared / error(ratio)
        + turn * control.bucketError()
        - side * sizeControl;
  }

  private double error(double ratio) {
    return Math.hypot(treatment.standardError(), ratio * control.standardError());
  }

  /** Only the size of a ratio counts in the slack: with opposite signs, all turns round. */
  private Interval lifts(double from, double to) {
    boolean same = Math.signum(control.value()) * treatment.value() >= 0.0;
    return same ? new Interval(from - 1.0, to - 1.0) : new Interval(-to - 1.0, -from - 1.0);
  }
}
