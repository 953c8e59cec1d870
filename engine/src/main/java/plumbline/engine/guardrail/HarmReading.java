package plumbline.engine.guardrail;

import java.util.OptionalDouble;
import plumbline.engine.guardrail.Clearance.State;

/** What the data say of a harm and its margin. */
public sealed interface HarmReading {
  /** What can be said. */
  State state();

  /**
   * It was measured. Harms are in the margin's terms: 0.02 is 2 % (RELATIVE) or 2 percentage
   * points, or in the metric's unit (ABSOLUTE); negative where the treatment is better.
   *
   * @param harm the estimate; empty for a relative one where control has nothing
   * @param lower bound at the test's lower level, one-sided; empty where nothing bounds it, or
   *     control has nothing
   * @param upper bound at the test's upper level, one-sided; empty likewise
   */
  record Measured(
      State state, Method method, OptionalDouble harm, OptionalDouble lower, OptionalDouble upper)
      implements HarmReading {}

  /** There are too few data, or none of the kind that a margin needs. */
  record NotJudged(Reason reason) implements HarmReading {
    @Override
    public State state() {
      return State.NOT_JUDGED;
    }
  }

  /** How it was measured. */
  enum Method {
    /** Welch's t of the treatment against control's limit; relative bounds by Fieller. */
    CONTRAST("Welch's t against control's limit"),
    /** The treatment's units among all that did it. */
    CONDITIONAL_BINOMIAL("exact conditional binomial"),
    /** Clopper and Pearson's bounds for each arm at half the level. */
    CLOPPER_PEARSON("exact bounds for each arm");

    private final String words;

    Method(String words) {
      this.words = words;
    }

    /** Its name for people. */
    public String words() {
      return words;
    }
  }

  /** Why nothing can be said. */
  enum Reason {
    /** An arm has too few units: none of a share, or under 1,000 of a ratio or a quantile. */
    TOO_FEW_UNITS("an arm has too few units"),
    /** Under 100 units carry what an arm has of a mean, a count, a ratio or a quantile. */
    TOO_FEW_CARRIERS("too few units carry an arm's value"),
    /** Neither arm varies, so there is no scale to judge by. */
    NO_VARIANCE("nothing varies"),
    /** Control is below zero: a part of it bounds nothing. */
    CONTROL_BELOW_ZERO("control is below zero, and the margin relative to it");

    private final String words;

    Reason(String words) {
      this.words = words;
    }

    /** It in words. */
    public String words() {
      return words;
    }
  }
}
