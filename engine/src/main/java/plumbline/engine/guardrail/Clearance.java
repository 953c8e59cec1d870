package plumbline.engine.guardrail;

import plumbline.engine.statistics.Moments;
import plumbline.engine.statistics.Proportion;

/**
 * What a guardrail says once, at the verdict. It is cleared where a bound from above on the harm
 * lies below the margin, and breached where a bound from below lies above it. Not breached is not
 * cleared: with few data it is neither. The tests are those of {@link GuardrailWatch}.
 *
 * @param clearLevel one-sided, above 0 and below 0.5
 * @param breachLevel one-sided, above 0 and below 0.5
 */
public record Clearance(Threshold threshold, double clearLevel, double breachLevel) {
  /** What can be said. */
  public enum State {
    /** The harm is shown to be below the margin. */
    CLEARED,
    /** The estimate is within the margin, but more harm than that is not ruled out. */
    UNPROVEN,
    /** The estimate is beyond the margin, which may be chance. */
    WATCH,
    /** The harm is shown to be above the margin. */
    BREACHED,
    /** There are too few data for any of these. */
    NOT_JUDGED
  }

  /** Refuses levels that are none. */
  public Clearance {
    requireLevel(clearLevel);
    requireLevel(breachLevel);
  }

  /**
   * Judges a treatment.
   *
   * @param scale what one stored unit is worth, such as 1e-6 for micro-units; 1 for a share
   */
  public State judge(Moments control, Moments treatment, double scale) {
    ObservedArms arms =
        threshold.scale() instanceof Scale.Share
            ? new ObservedArms.Shares(proportion(control), proportion(treatment))
            : new ObservedArms.Means(control, treatment, scale);
    return read(arms).state();
  }

  /** Judges a treatment, with the numbers behind the state. */
  public HarmReading read(ObservedArms arms) {
    return new HarmTest(threshold, breachLevel, clearLevel).read(arms);
  }

  private static Proportion proportion(Moments arm) {
    return new Proportion(arm.sumY().longValueExact(), arm.n());
  }

  private static void requireLevel(double level) {
    if (!(level >= 1e-12 && level < 0.5)) {
      throw new IllegalArgumentException("a level is from 1e-12 to below 0.5, not " + level);
    }
  }
}
