package plumbline.engine.statistics;

/** A way to judge several hypotheses together, each of which has a two-sided p-value. */
public sealed interface Multiplicity permits Correction, Dunnett {
  /**
   * Adjusted p-values, in the order of the input: below alpha where the hypothesis is rejected.
   *
   * @param pValuesTwoSided from 0 to 1; none at all is fine
   */
  double[] adjust(double... pValuesTwoSided);

  /**
   * The level of each hypothesis, in the order of the input: its p-value is below its level exactly
   * where its adjusted p-value is below alpha. So an interval at 1 - level excludes "no effect"
   * exactly where the hypothesis is rejected.
   *
   * @param alpha of the whole family, from 1e-100 to 1 (excluded)
   * @param pValuesTwoSided from 0 to 1
   */
  double[] levels(double alpha, double... pValuesTwoSided);

  /** Whether it also holds for p-values that people watch and stop by: always-valid ones. */
  boolean isValidUnderContinuousLooking();
}
