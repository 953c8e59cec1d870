package plumbline.engine.guardrail;

/** What a metric's value is, as far as a threshold has to know. */
public sealed interface Scale {
  /** A share from 0 to 1: percentage points make sense. */
  record Share() implements Scale {}

  /**
   * A value in a unit of measure.
   *
   * @param unit such as {@code ms} or {@code EUR}; {@code 1} or empty for a plain number. One that
   *     starts with a digit, or is {@code %} or {@code pp}, cannot be written in a threshold.
   */
  record Measured(String unit) implements Scale {
    private static final String PLAIN = "1";

    /** Writes a plain number's unit as the empty one. */
    public Measured {
      unit = Words.singleSpaced(unit);
      unit = unit.equals(PLAIN) ? "" : unit;
    }
  }
}
