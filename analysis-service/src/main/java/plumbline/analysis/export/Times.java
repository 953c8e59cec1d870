package plumbline.analysis.export;

import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Moments as people read them. */
final class Times {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("d MMM uuuu HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private Times() {}

  static String of(Timestamp time) {
    return MINUTE.format(Instant.ofEpochSecond(time.getSeconds()));
  }

  /** Empty where it is not known. */
  static String of(boolean present, Timestamp time) {
    return present ? of(time) : "";
  }
}
