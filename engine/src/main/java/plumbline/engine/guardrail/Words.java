package plumbline.engine.guardrail;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import plumbline.engine.planning.Direction;

/** How numbers and names are written for people. */
final class Words {
  private static final MathContext SHOWN_DIGITS = new MathContext(6, RoundingMode.HALF_EVEN);
  private static final int QUOTED_LENGTH = 80;

  private Words() {}

  /** Without white space at the ends, and with single spaces inside; no-break spaces are spaces. */
  static String singleSpaced(String text) {
    return text.replaceAll("[\\s\\h]+", " ").strip();
  }

  /** What somebody wrote, short enough to show. */
  static String quoted(String text) {
    String shown = text.length() > QUOTED_LENGTH ? text.substring(0, QUOTED_LENGTH) + "…" : text;
    return '"' + shown + '"';
  }

  static String lower(Direction direction) {
    return direction.name().toLowerCase(Locale.ROOT);
  }

  /** As the grammar reads it: {@code 1%}, {@code 0.5pp}, {@code 200ms}. */
  static String margin(Threshold threshold) {
    return switch (threshold.kind()) {
      case RELATIVE -> percent(threshold.margin()) + "%";
      case PERCENTAGE_POINTS -> percent(threshold.margin()) + "pp";
      case ABSOLUTE -> plain(threshold.margin()) + unit(threshold.scale());
    };
  }

  /** A value on its scale: {@code 2.02 %}, {@code 340 ms}, {@code 1.5}. */
  static String value(BigDecimal value, Scale scale) {
    BigDecimal shown = value.round(SHOWN_DIGITS);
    return switch (scale) {
      case Scale.Share() -> percent(shown) + " %";
      case Scale.Measured(var unit) -> (plain(shown) + " " + unit).strip();
    };
  }

  /**
   * A harm in a threshold's terms: {@code 17.5 %}, {@code 0.5 percentage points}, {@code 20 ms}.
   */
  static String amount(BigDecimal harm, Threshold threshold) {
    BigDecimal shown = harm.round(SHOWN_DIGITS);
    return switch (threshold.kind()) {
      case RELATIVE -> percent(shown) + " %";
      case PERCENTAGE_POINTS -> percent(shown) + " percentage points";
      case ABSOLUTE -> value(harm, threshold.scale());
    };
  }

  static String count(long units) {
    return String.format(Locale.ROOT, "%,d", units);
  }

  static String percent(BigDecimal fraction) {
    return plain(fraction.movePointRight(2));
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }

  private static String unit(Scale scale) {
    return switch (scale) {
      case Scale.Share() -> "";
      case Scale.Measured(var unit) -> unit;
    };
  }
}
