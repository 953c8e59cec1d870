package plumbline.analysis.alarm;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.regex.Pattern;

/**
 * Hours of each day in which nobody is reminded.
 *
 * @param from inclusive
 * @param to exclusive; before {@code from} where the hours pass midnight
 */
public record QuietHours(LocalTime from, LocalTime to, ZoneId zone) {
  private static final Pattern FORM =
      Pattern.compile("(\\d{2}:\\d{2})\\s*-\\s*(\\d{2}:\\d{2})\\s+(\\S+)");

  /**
   * Reads {@code 22:00-07:00 Europe/Berlin}.
   *
   * @throws IllegalArgumentException with what is allowed
   */
  public static QuietHours parse(String text) {
    var parts = FORM.matcher(text.strip());
    if (!parts.matches()) {
      throw refused(text);
    }
    try {
      var from = LocalTime.parse(parts.group(1));
      var to = LocalTime.parse(parts.group(2));
      if (from.equals(to)) {
        throw refused(text);
      }
      return new QuietHours(from, to, ZoneId.of(parts.group(3)));
    } catch (DateTimeException e) {
      throw refused(text);
    }
  }

  /** Whether the moment is in them. */
  public boolean covers(Instant moment) {
    var time = moment.atZone(zone).toLocalTime();
    var begun = !time.isBefore(from);
    var over = !time.isBefore(to);
    return from.isBefore(to) ? begun && !over : begun || !over;
  }

  private static IllegalArgumentException refused(String text) {
    return new IllegalArgumentException(
        "quiet hours are two different times of day and a time zone, as in \"22:00-07:00"
            + " Europe/Berlin\", not \""
            + text
            + '"');
  }
}
