package plumbline.engine.analysis;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** Numbers as people read them; the exact ones travel beside the words. */
public final class Figures {
  private static final String MINUS = "\u2212";
  private static final double SMALLEST_P = 0.0001;

  private Figures() {}

  /** {@code p = 0.0016}, {@code p < 0.0001}. */
  public static String p(double pValue) {
    return pValue < SMALLEST_P ? "p < 0.0001" : "p = " + pValue(pValue);
  }

  /** The same without its name: {@code 0.0016}, {@code < 0.0001}. */
  public static String pValue(double pValue) {
    return pValue < SMALLEST_P ? "< 0.0001" : significant(pValue, 2);
  }

  /** A share as {@code 18.20 %}: zeros are kept, so that a column of them lines up. */
  public static String share(double share) {
    return format(BigDecimal.valueOf(100 * share).setScale(2, RoundingMode.HALF_UP), 2) + " %";
  }

  /** A size without its sign, as a percentage: {@code 4.3 %}. */
  public static String percent(double fraction) {
    return size(100 * fraction) + " %";
  }

  /** With its sign: {@code +4.3 %}, {@code −4.3 %}, {@code 0 %}. */
  public static String signedPercent(double fraction) {
    return sign(fraction) + percent(fraction);
  }

  /** The sign of a number, empty for 0. */
  public static String sign(double number) {
    return number < 0 ? MINUS : number > 0 ? "+" : "";
  }

  /** A size without its sign: two significant digits, more where it is above 10. */
  public static String size(double number) {
    var size = Math.abs(number);
    if (size >= 1000) {
      return atMost(size, 0);
    }
    return size >= 10 ? atMost(size, 1) : significant(size, 2);
  }

  /** A value of a metric: four significant digits, zeros kept, sign included. */
  public static String value(double number) {
    var size = Math.abs(number);
    return (number < 0 ? MINUS : "") + (size >= 1000 ? atMost(size, 0) : digits(size, 4, true));
  }

  /** Units: {@code 44,700}. */
  public static String count(long units) {
    return atMost((double) units, 0);
  }

  /** Rounded half up, trailing zeros dropped, thousands apart. */
  public static String atMost(double number, int decimals) {
    return format(BigDecimal.valueOf(number).setScale(decimals, RoundingMode.HALF_UP), 0);
  }

  private static String significant(double number, int digits) {
    return digits(number, digits, false);
  }

  private static String digits(double number, int digits, boolean zeros) {
    var exact = BigDecimal.valueOf(number);
    if (exact.signum() == 0) {
      return "0";
    }
    var scale = digits - (exact.precision() - exact.scale());
    var rounded = exact.setScale(Math.max(0, scale), RoundingMode.HALF_UP);
    return format(rounded, zeros ? rounded.scale() : 0);
  }

  private static String format(BigDecimal rounded, int fewestDecimals) {
    var format = new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT));
    format.setMaximumFractionDigits(Math.max(0, rounded.scale()));
    format.setMinimumFractionDigits(fewestDecimals);
    return format.format(rounded);
  }
}
