package plumbline.engine.statistics;

/**
 * How much larger the treatment is than the control, as a part of the control: {@code
 * treatment/control - 1}. With a negative control its sign is the opposite of the difference's.
 *
 * <p>The interval is Fieller's (1954): all lifts r for which {@code (T - (1+r)·C)² <= c²·(var T +
 * (1+r)²·var C)}. It counts the control's own uncertainty, and, bounded, it excludes 0 exactly when
 * {@code T - C ± c·sqrt(var T + var C)} does.
 */
public sealed interface RelativeLift
    permits RelativeLift.Bounded, RelativeLift.Unbounded, NotDefined {

  /** An estimate with a bounded interval: 0.05 is five percent more than the control. */
  record Bounded(double estimate, Interval interval) implements RelativeLift {}

  /**
   * The control is not distinguishable from zero, so its reciprocal could be anything and no
   * interval bounds the lift. There is deliberately no estimate to show.
   */
  record Unbounded(Shape shape) implements RelativeLift {}

  /** Which lifts the data leave open. */
  sealed interface Shape permits Complement, WholeLine, Above {}

  /**
   * All but an inner interval. Where that holds 0 there is a difference, but nobody knows how large
   * it is relative to the control.
   *
   * @param excluded the lifts that the data rule out; one end is infinite where the control is at
   *     the very edge of being distinguishable from zero
   */
  record Complement(Interval excluded) implements Shape {}

  /** All. */
  record WholeLine() implements Shape {}

  /** All from some lift on: the control is zero. */
  record Above() implements Shape {}

  /**
   * The lift of independent estimates. {@link NotDefined} where the control is zero, and where the
   * interval would have no width, as for a treatment without a single success: a claim of certainty
   * that the data do not support.
   *
   * @param critical the two-sided critical value c, above 0: a normal or a t quantile
   */
  static RelativeLift fieller(Estimate control, Estimate treatment, double critical) {
    if (control.value() == 0.0) {
      return new NotDefined(NotDefined.Reason.CONTROL_IS_ZERO);
    }
    if (treatment.variance() == 0.0 && (control.variance() == 0.0 || treatment.value() == 0.0)) {
      return new NotDefined(NotDefined.Reason.NO_VARIANCE);
    }
    double lift = (treatment.value() - control.value()) / control.value();
    double unit = Math.pow(critical / control.value(), 2);
    return solve(lift, unit * control.variance(), unit * treatment.variance());
  }

  /**
   * Solves (1-g)r² - 2(lift+g)r + (lift²-g-h) = 0, the inequality above in units of the control.
   *
   * @param g c²·var C / C²: from 1 on, the control is not significantly away from zero
   * @param h c²·var T / C²
   */
  private static RelativeLift solve(double lift, double g, double h) {
    double discriminant = h + (1.0 + lift) * (1.0 + lift) * g - g * h;
    boolean bounded = g < 1.0;
    if (!bounded && discriminant <= 0.0) {
      return new Unbounded(new WholeLine());
    }
    // The larger root by its formula, the other by their product: neither subtracts near-equals.
    double middle = lift + g;
    double larger = middle + Math.copySign(Math.sqrt(discriminant), middle);
    // By g - 1, which at the edge is a positive zero.
    double one = -(larger / (g - 1.0));
    double other = (lift * lift - g - h) / larger;
    Interval roots = new Interval(Math.min(one, other), Math.max(one, other));
    return bounded ? new Bounded(lift, roots) : new Unbounded(new Complement(roots));
  }
}
