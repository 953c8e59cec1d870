package plumbline.analysis.page;

import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A moment for {@code <time datetime="{it.iso}">{it.text}</time>}.
 *
 * @param iso for machines
 * @param text for people, to the minute
 */
public record When(String iso, String text) {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("d MMM uuuu HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  /** The moment of a message. */
  public static When of(Timestamp time) {
    var instant = Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
    return new When(instant.toString(), MINUTE.format(instant));
  }

  /** Null where it is not there. */
  public static @Nullable When of(boolean present, Timestamp time) {
    return present ? of(time) : null;
  }
}
