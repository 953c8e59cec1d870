package plumbline.analysis.results;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** Numbers as people read them; the exact ones travel beside the words. */
public final class Figures {
  private static final String MINUS = "\u2212";

  private Figures() {}

  /** {@code p = 0.0016}, {@code p < 0.0001}. */
  public static String p(double pValue) {
    return pValue < 0.0001 ? "p < 0.0001" : "p = " + significant(pValue, 2);
  }

  /** A share as {@code 19.02 %}. */
  public static String share(double share) {
    return atMost(100 * share, 2) + " %";
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

  /** A value of a metric: four significant digits, sign included. */
  public static String value(double number) {
    var size = Math.abs(number);
    return (number < 0 ? MINUS : "") + (size >= 1000 ? atMost(size, 0) : significant(size, 4));
  }

  /** Units: {@code 44,700}. */
  public static String count(long units) {
    return atMost((double) units, 0);
  }

  /** Rounded half up, trailing zeros dropped, thousands apart. */
  static String atMost(double number, int decimals) {
    return format(BigDecimal.valueOf(number).setScale(decimals, RoundingMode.HALF_UP));
  }

  private static String significant(double number, int digits) {
    var exact = BigDecimal.valueOf(number);
    if (exact.signum() == 0) {
      return "0";
    }
    var scale = digits - (exact.precision() - exact.scale());
    return format(exact.setScale(Math.max(0, scale), RoundingMode.HALF_UP));
  }

  private static String format(BigDecimal rounded) {
    var format = new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT));
    format.setMaximumFractionDigits(Math.max(0, rounded.scale()));
    return format.format(rounded);
  }
}
