package plumbline.analysis.dashboard.field;

import com.google.protobuf.Duration;
import com.google.protobuf.util.Durations;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Numbers as people type them: what is written is read as the same number again. */
public final class Numbers {
  private static final int LONGEST = 60;
  private static final Pattern BLANKS = Pattern.compile("[\\s\u00a0\u202f_]");
  private static final Pattern NUMBER =
      Pattern.compile(
          "[+-]?([1-9][0-9]{0,2}(,[0-9]{3})+|[0-9]+|(?=\\.))(\\.[0-9]+)?([eE][+-]?[0-9]{1,2})?");
  private static final BigDecimal NANOS_A_DAY = new BigDecimal("86400000000000");

  private Numbers() {}

  /** With a decimal point; thousands may be apart. Empty where it is no number. */
  public static Optional<BigDecimal> parse(String text) {
    var plain = BLANKS.matcher(text).replaceAll("").replace('\u2212', '-');
    return plain.length() <= LONGEST && NUMBER.matcher(plain).matches()
        ? Optional.of(new BigDecimal(plain.replace(",", "")))
        : Optional.empty();
  }

  /** The number, without an exponent. */
  public static String write(double number) {
    return plain(BigDecimal.valueOf(number));
  }

  /** A share as per cent, without the sign. */
  public static String percent(double share) {
    return plain(BigDecimal.valueOf(share).movePointRight(2));
  }

  /** Shares as per cent, apart by commas. */
  public static String percents(List<Double> shares) {
    return shares.stream().map(Numbers::percent).collect(Collectors.joining(", "));
  }

  /** A length of time in days. */
  public static String days(Duration duration) {
    return plain(
        BigDecimal.valueOf(Durations.toNanos(duration))
            .divide(NANOS_A_DAY, MathContext.DECIMAL128));
  }

  static Duration duration(BigDecimal days) {
    var nanos = days.multiply(NANOS_A_DAY).setScale(0, RoundingMode.HALF_EVEN);
    return Durations.fromNanos(nanos.longValueExact());
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }
}
