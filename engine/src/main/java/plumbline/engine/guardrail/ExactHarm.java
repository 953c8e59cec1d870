package plumbline.engine.guardrail;

import java.util.OptionalDouble;
import plumbline.engine.guardrail.HarmReading.Measured;
import plumbline.engine.guardrail.HarmReading.Method;
import plumbline.engine.planning.Direction;
import plumbline.engine.statistics.Proportion;

/** The harm of a share where the counts are too small for a normal approximation. */
record ExactHarm(HarmTest test, Proportion control, Proportion treatment) {
  /**
   * Of all units that did it, the treatment's are binomial: each is the treatment's with
   * probability {@code n_T·s / (n_T·s + n_C)}, s being the ratio of the rates. For rare outcomes
   * that is exact, else it errs on the safe side. Clopper and Pearson's bounds of that probability
   * are bounds of s.
   */
  Measured relative() {
    long all = Math.addExact(control.successes(), treatment.successes());
    Proportion ofAll = new Proportion(treatment.successes(), all);
    OptionalDouble estimate =
        control.successes() == 0
            ? OptionalDouble.empty()
            : harm(oddsOfArms() * treatment.successes() / control.successes());
    return isMore()
        ? measured(
            Method.CONDITIONAL_BINOMIAL,
            estimate,
            harm(ratio(ofAll.clopperPearsonLower(test.lowerLevel()))),
            harm(ratio(ofAll.clopperPearsonUpper(test.upperLevel()))))
        : measured(
            Method.CONDITIONAL_BINOMIAL,
            estimate,
            harm(ratio(ofAll.clopperPearsonUpper(test.lowerLevel()))),
            harm(ratio(ofAll.clopperPearsonLower(test.upperLevel()))));
  }

  /** Clopper and Pearson's bound (1934) for each arm at half the level: together at most all. */
  Measured points() {
    Proportion worse = isMore() ? treatment : control;
    Proportion better = isMore() ? control : treatment;
    double low = 0.5 * test.lowerLevel();
    double up = 0.5 * test.upperLevel();
    return measured(
        Method.CLOPPER_PEARSON,
        OptionalDouble.of(rate(worse) - rate(better)),
        OptionalDouble.of(worse.clopperPearsonLower(low) - better.clopperPearsonUpper(low)),
        OptionalDouble.of(worse.clopperPearsonUpper(up) - better.clopperPearsonLower(up)));
  }

  private Measured measured(
      Method method, OptionalDouble estimate, OptionalDouble lower, OptionalDouble upper) {
    double margin = test.threshold().margin().doubleValue();
    return new Measured(
        HarmTest.state(
            upper.isPresent() && upper.getAsDouble() < margin,
            lower.isPresent() && lower.getAsDouble() > margin,
            test.threshold().excess(rate(control), rate(treatment)) > 0.0),
        method,
        estimate,
        lower,
        upper);
  }

  /** The ratio of the rates at which so large a part of all that did it are the treatment's. */
  private double ratio(double part) {
    return oddsOfArms() * part / (1.0 - part);
  }

  private double oddsOfArms() {
    return (double) control.n() / treatment.n();
  }

  /** By the ratio of the rates; empty where that has no bound. */
  private OptionalDouble harm(double ratio) {
    return Double.isInfinite(ratio)
        ? OptionalDouble.empty()
        : OptionalDouble.of(test.threshold().harm(1.0, ratio));
  }

  private boolean isMore() {
    return test.threshold().direction() == Direction.INCREASE;
  }

  private static double rate(Proportion arm) {
    return (double) arm.successes() / arm.n();
  }
}
