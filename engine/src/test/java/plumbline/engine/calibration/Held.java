package plumbline.engine.calibration;

import java.util.Locale;

/**
 * What is claimed of a true rate or mean. It is refuted where the simulated one lies more than four
 * Monte-Carlo standard errors outside: by chance once in some 16,000 times, and the seed is fixed.
 *
 * @param low the least that is claimed
 * @param high the most that is claimed
 */
record Held(double low, double high) {
  private static final double ERRORS = 4.0;

  /** Nothing is claimed; the number is for reading. */
  static final Held TO_NOTHING = new Held(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  static Held to(double value) {
    return new Held(value, value);
  }

  static Held atMost(double value) {
    return new Held(Double.NEGATIVE_INFINITY, value);
  }

  static Held atLeast(double value) {
    return new Held(value, Double.POSITIVE_INFINITY);
  }

  static Held between(double low, double high) {
    return new Held(low, high);
  }

  /**
   * Whether an observed mean does not refute it.
   *
   * @param errorAtLow the Monte-Carlo standard error if the truth were {@code low}
   */
  boolean allows(double observed, double errorAtLow, double errorAtHigh) {
    return (low == Double.NEGATIVE_INFINITY || observed >= low - ERRORS * errorAtLow)
        && (high == Double.POSITIVE_INFINITY || observed <= high + ERRORS * errorAtHigh);
  }

  /** As it is written in a table. */
  String words() {
    if (this.equals(TO_NOTHING)) {
      return "–";
    }
    if (low == high) {
      return number(low);
    }
    if (low == Double.NEGATIVE_INFINITY) {
      return "at most " + number(high);
    }
    return high == Double.POSITIVE_INFINITY
        ? "at least " + number(low)
        : number(low) + " to " + number(high);
  }

  private static String number(double value) {
    String text = String.format(Locale.ROOT, "%.4f", value);
    return text.replaceAll("0{1,2}$", "");
  }
}
