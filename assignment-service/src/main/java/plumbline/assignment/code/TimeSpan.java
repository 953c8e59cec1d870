package plumbline.assignment.code;

import com.google.protobuf.Duration;
import com.google.protobuf.util.Durations;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** Lengths of time as people write them: {@code 14d}, {@code 36h}, {@code 1d12h}. */
final class TimeSpan {
  static final String ALLOWED = "must be a length of time, such as 14d, 36h, 90m, 30s or 1d12h";

  private static final Pattern PATTERN =
      Pattern.compile(
          "(?=.)(?:([0-9]{1,6})d)?(?:([0-9]{1,6})h)?(?:([0-9]{1,6})m)?"
              + "(?:([0-9]{1,9}(?:\\.[0-9]{1,9})?)s)?");

  private static final int DAY = 86_400;
  private static final int HOUR = 3_600;
  private static final int MINUTE = 60;

  private TimeSpan() {}

  static Optional<Duration> parse(String text) {
    var parts = PATTERN.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    var seconds =
        part(parts.group(1), DAY)
            .add(part(parts.group(2), HOUR))
            .add(part(parts.group(3), MINUTE))
            .add(part(parts.group(4), 1));
    return Optional.of(
        Duration.newBuilder()
            .setSeconds(seconds.longValue())
            .setNanos(seconds.remainder(BigDecimal.ONE).movePointRight(9).intValue())
            .build());
  }

  /** The text that {@link #parse} reads as the same length; not for negative ones. */
  static String print(Duration length) {
    if (length.equals(Durations.ZERO)) {
      return "0s";
    }
    var left = length.getSeconds();
    var text = new StringBuilder();
    append(text, left / DAY, "d");
    append(text, left % DAY / HOUR, "h");
    append(text, left % HOUR / MINUTE, "m");
    var seconds = BigDecimal.valueOf(length.getNanos(), 9).add(BigDecimal.valueOf(left % MINUTE));
    if (seconds.signum() != 0) {
      text.append(seconds.stripTrailingZeros().toPlainString()).append('s');
    }
    return text.toString();
  }

  private static void append(StringBuilder text, long amount, String unit) {
    if (amount != 0) {
      text.append(amount).append(unit);
    }
  }

  private static BigDecimal part(@org.jspecify.annotations.Nullable String digits, int seconds) {
    return digits == null
        ? BigDecimal.ZERO
        : new BigDecimal(digits).multiply(BigDecimal.valueOf(seconds));
  }
}
