package plumbline.analysis.dashboard.experiment;

import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import plumbline.kit.definition.Times;

/** A moment, for machines and for people. */
public record Moment(String iso, String text) {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("d MMM uuuu HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  static Moment of(Timestamp time) {
    Instant instant = Times.instant(time);
    return new Moment(instant.toString(), MINUTE.format(instant));
  }

  /** Null where it is not there. */
  static @Nullable Moment of(boolean present, Timestamp time) {
    return present ? of(time) : null;
  }
}
