package plumbline.engine.guardrail;

import plumbline.engine.statistics.ArmSummary;
import plumbline.engine.statistics.Moments;
import plumbline.engine.statistics.Proportion;

/** What a guardrail's metric was in control and in one treatment, as its kind has it. */
public sealed interface ObservedArms {
  /** Units that did it (PROPORTION). */
  record Shares(Proportion control, Proportion treatment) implements ObservedArms {}

  /**
   * Exact sums over units (MEAN, COUNT).
   *
   * @param scale what one stored unit is worth in the metric's, such as 1e-6
   */
  record Means(Moments control, Moments treatment, double scale) implements ObservedArms {}

  /** Summaries (RATIO, QUANTILE). */
  record Summaries(Summary control, Summary treatment) implements ObservedArms {}

  /**
   * An arm of a ratio or of a quantile.
   *
   * @param arm its value, with a variance per unit by the delta method or over clusters
   * @param carriers how many units carry it: of a ratio (Σy)²/Σy² of the numerator, of a quantile
   *     the units with a value; from 0 to the units
   * @param valueError how far off the value may be whatever the sample, as a quantile's is within
   *     its bucket; in the metric's unit, at least 0
   */
  record Summary(ArmSummary arm, double carriers, double valueError) {
    /** Refuses what no arm has. */
    public Summary {
      if (!(carriers >= 0.0 && carriers <= arm.n())) {
        throw new IllegalArgumentException(
            "carriers is from 0 to the %d units, not %s".formatted(arm.n(), carriers));
      }
      if (!(valueError >= 0.0 && Double.isFinite(valueError))) {
        throw new IllegalArgumentException(
            "valueError is at least 0 and finite, not " + valueError);
      }
    }
  }
}
