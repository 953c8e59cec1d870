package plumbline.assignment.planning;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers for people. */
final class Numbers {
  private static final MathContext SHOWN = new MathContext(6, RoundingMode.HALF_EVEN);
  private static final MathContext SUGGESTED = new MathContext(3, RoundingMode.UP);

  private Numbers() {}

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A fraction in percent, without the sign. */
  static String percent(double fraction) {
    return percent(fraction, SHOWN);
  }

  /** Rounded up to three digits, so that who plans with it has enough. */
  static String percentUp(double fraction) {
    return percent(fraction, SUGGESTED);
  }

  private static String percent(double fraction, MathContext digits) {
    return BigDecimal.valueOf(fraction)
        .round(digits)
        .movePointRight(2)
        .stripTrailingZeros()
        .toPlainString();
  }
}
