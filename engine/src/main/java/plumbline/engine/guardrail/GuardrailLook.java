package plumbline.engine.guardrail;

/**
 * What a guardrail showed at one look, with the numbers behind it.
 *
 * @param number of the look, from 1
 * @param exposedUnits then, all variants together, at least 1
 * @param levelOneSided of both bounds
 */
public record GuardrailLook(
    int number, long exposedUnits, double levelOneSided, Threshold threshold, HarmReading reading) {
  /** Refuses a look at nothing. */
  public GuardrailLook {
    if (exposedUnits < 1) {
      throw new IllegalArgumentException("exposedUnits is at least 1, not " + exposedUnits);
    }
  }

  /** BREACHED, WATCH, UNPROVEN or NOT_JUDGED. */
  public Clearance.State state() {
    return reading.state();
  }

  /**
   * The look in one sentence.
   *
   * @param metric the metric's key
   */
  public String describe(String metric) {
    return LookWords.describe(this, metric);
  }
}
