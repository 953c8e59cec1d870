package plumbline.engine.statistics;

import java.util.OptionalDouble;

/**
 * Whether the treatment is shown to be worse than control by less than a margin: Welch's one-sided
 * t of the treatment against a {@link Limit}. A relative margin is a multiple of control's mean, so
 * the limit is as uncertain as that is, and the answer agrees with Fieller's bound of the lift.
 *
 * @param better which values are
 * @param alphaOneSided above 0 and below 0.5
 */
public record NonInferiority(Margin margin, Better better, double alphaOneSided) {
  /** Which values of a metric are better. */
  public enum Better {
    /** As of revenue. */
    HIGHER,
    /** As of latency. */
    LOWER
  }

  /** How much worse is too much. */
  public sealed interface Margin permits Absolute, Relative {}

  /** A difference in the metric's unit, above 0. */
  public record Absolute(double difference) implements Margin {
    /** Refuses what bounds nothing. */
    public Absolute {
      if (!(difference > 0.0 && Double.isFinite(difference))) {
        throw new IllegalArgumentException("difference is above 0 and finite, not " + difference);
      }
    }
  }

  /** A part of control's mean, above 0 and below 1: 0.02 is two percent. */
  public record Relative(double part) implements Margin {
    /** Refuses what bounds nothing. */
    public Relative {
      if (!(part > 0.0 && part < 1.0)) {
        throw new IllegalArgumentException("part is above 0 and below 1, not " + part);
      }
    }
  }

  /** What can be said. */
  public sealed interface Result permits Compared, NotDefined {}

  /**
   * An answer.
   *
   * @param t above 0 where the treatment lies on the good side of the limit
   * @param df degrees of freedom, a real number
   * @param pValueOneSided of H0: the treatment is at the limit, or worse
   * @param bound the worst effect that is not ruled out, one-sided at alpha: treatment minus
   *     control in the metric's unit, or as a part of control; empty where a relative one is
   *     unbounded
   * @param nonInferior p is below alpha; just then the bound is within the margin
   */
  public record Compared(
      double t, double df, double pValueOneSided, OptionalDouble bound, boolean nonInferior)
      implements Result {}

  /** Refuses a level that is none. */
  public NonInferiority {
    Alpha.require(alphaOneSided);
    if (!(alphaOneSided < 0.5)) {
      throw new IllegalArgumentException("alphaOneSided is below 0.5, not " + alphaOneSided);
    }
  }

  /**
   * Judges a treatment; not defined when neither arm varies, nor by a relative margin where
   * control's mean is below zero.
   */
  public Result compare(ArmSummary control, ArmSummary treatment) {
    if (margin instanceof Relative && control.mean() < 0.0) {
      return new NotDefined(NotDefined.Reason.NOT_POSITIVE);
    }
    return switch (limit().distance(control, treatment)) {
      case NotDefined none -> none;
      case Limit.Distance distance -> compared(control, treatment, distance);
    };
  }

  /** The line beyond which the treatment is too much worse. */
  public Limit limit() {
    return switch (margin) {
      case Absolute(double difference) -> new Limit(1.0, -sign() * difference);
      case Relative(double part) -> new Limit(1.0 - sign() * part, 0.0);
    };
  }

  private Compared compared(ArmSummary control, ArmSummary treatment, Limit.Distance distance) {
    double p = better == Better.HIGHER ? distance.pValueAbove() : distance.pValueBelow();
    double critical = StudentT.twoSidedQuantile(2.0 * alphaOneSided, distance.df());
    OptionalDouble bound =
        switch (margin) {
          case Absolute _ ->
              OptionalDouble.of(
                  treatment.mean() - control.mean() - sign() * critical * distance.standardError());
          case Relative _ ->
              relative(RelativeLift.fieller(control.estimate(), treatment.estimate(), critical));
        };
    return new Compared(sign() * distance.t(), distance.df(), p, bound, p < alphaOneSided);
  }

  private OptionalDouble relative(RelativeLift lift) {
    return switch (lift) {
      case RelativeLift.Bounded(double _, Interval interval) ->
          OptionalDouble.of(better == Better.HIGHER ? interval.lower() : interval.upper());
      case RelativeLift.Unbounded _, NotDefined _ -> OptionalDouble.empty();
    };
  }

  private int sign() {
    return better == Better.HIGHER ? 1 : -1;
  }
}
