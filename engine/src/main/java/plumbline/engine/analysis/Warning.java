package plumbline.engine.analysis;

/** Why a result is to be read with care. */
public enum Warning {
  /** An arm has so few units that did it, or that did not, that the approximation is rough. */
  SMALL_COUNTS("Few units did it, or few did not, so the numbers are rough."),
  /** The values are so skewed that their mean is not normal at this number of units. */
  HEAVY_TAIL(
      "A few units carry much of the total; with so few units the interval may miss more often than it"
          + " says. A cap, fixed before the next experiment, helps."),
  /** Control is not distinguishable from zero, so that nothing bounds the relative effect. */
  UNBOUNDED_INTERVAL(
      "Control cannot be told from zero, so no interval bounds the effect relative to it."),
  /** Control is within a few standard errors of zero: a relative effect says little. */
  CONTROL_NEAR_ZERO("Control is close to zero, so the relative effect is hardly known."),
  /** All units of both arms had the same value. */
  NOTHING_VARIED("Every unit did the same, so there is nothing to test."),
  /** The covariate does not vary, so the result is the unadjusted one. */
  COVARIATE_UNUSED(
      "What units did before says nothing about what they did, so nothing is adjusted for it.");

  private final String words;

  Warning(String words) {
    this.words = words;
  }

  /** One sentence for whoever reads the result. */
  public String words() {
    return words;
  }
}
