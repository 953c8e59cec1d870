package plumbline.engine.statistics;

import java.util.Optional;

/**
 * What all looks of a sequence say together. As all its intervals hold the true difference at once
 * with probability 1 - alpha, so does what they have in common; and the smallest p-value so far is
 * an always-valid p-value again. All looks must be of one sequence, with its frozen ρ, which is why
 * they are made here. Where the effect changes over time there is no one difference to hold, and
 * the looks by themselves are the better answer.
 *
 * @param pValueAlwaysValid two-sided, the smallest so far; 1 before the first look
 * @param interval of the difference; empty where two looks exclude each other: the effect is not
 *     constant, or chance failed within alpha. It excludes 0 exactly when the p-value is below
 *     alpha.
 */
public record RunningIntersection(
    AsymptoticSequence sequence, double pValueAlwaysValid, Optional<Interval> interval) {

  /** Before the first look: nothing is excluded. */
  public static RunningIntersection start(AsymptoticSequence sequence) {
    return new RunningIntersection(
        sequence,
        1.0,
        Optional.of(new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)));
  }

  /** With one more look; a look that is not defined changes nothing. */
  public RunningIntersection and(ArmSummary control, ArmSummary treatment) {
    return switch (sequence.compare(control, treatment)) {
      case AsymptoticSequence.Compared look ->
          new RunningIntersection(
              sequence,
              Math.min(pValueAlwaysValid, look.pValueAlwaysValid()),
              interval.flatMap(before -> common(before, look.interval())));
      case NotDefined _ -> this;
    };
  }

  private static Optional<Interval> common(Interval one, Interval other) {
    double lower = Math.max(one.lower(), other.lower());
    double upper = Math.min(one.upper(), other.upper());
    return lower <= upper ? Optional.of(new Interval(lower, upper)) : Optional.empty();
  }
}
