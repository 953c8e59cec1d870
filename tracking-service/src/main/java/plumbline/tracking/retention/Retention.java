package plumbline.tracking.retention;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Collection;
import plumbline.tracking.definitions.Need;

/**
 * How long what is stored is kept.
 *
 * @param events since they happened, above 0
 * @param keys since they were stored, at least {@code events} and a month
 * @param grace since an experiment's decision, for the events that it needs; 0 or more
 */
public record Retention(Duration events, Duration keys, Duration grace) {
  /** An event lives until the month that it is in is over, and is as old as events may be. */
  private static final Duration MONTH = Duration.ofDays(31);

  private static final Duration KEYS_AFTER_EVENTS = Duration.ofDays(60);

  private static final Duration LONGEST = Duration.ofDays(36_525);

  /**
   * As configured.
   *
   * @throws IllegalStateException naming the key that is wrong, and what is allowed
   */
  static Retention of(EventRetentionConfig events, RetentionConfig config) {
    var retention = events.retention();
    check("plumbline.intake.retention", retention, Duration.ofDays(1), "1d");
    check("plumbline.retention.grace", config.grace(), Duration.ZERO, "0");
    var least = retention.plus(MONTH);
    var keys = config.keys().orElse(retention.plus(KEYS_AFTER_EVENTS));
    check(
        "plumbline.retention.keys",
        keys,
        least,
        "%s, which is plumbline.intake.retention and 31 days".formatted(inDays(least)));
    return new Retention(retention, keys, config.grace());
  }

  private static void check(String key, Duration value, Duration least, String leastInWords) {
    if (value.compareTo(least) < 0 || value.compareTo(LONGEST) > 0) {
      throw new IllegalStateException(
          "%s must be at least %s, and at most %s (docs/operations.md), not %s"
              .formatted(key, leastInWords, inDays(LONGEST), exactly(value)));
    }
  }

  private static String exactly(Duration duration) {
    return Duration.ofDays(duration.toDays()).equals(duration)
        ? inDays(duration)
        : duration.toString();
  }

  /** As it is written in the configuration: whole days, rounded up. */
  static String inDays(Duration duration) {
    var days = duration.toDays();
    return (Duration.ofDays(days).equals(duration) ? days : days + 1) + "d";
  }

  /** Events before it are refused, unless an experiment needs them. */
  public Instant oldest(Instant now) {
    return now.minus(events);
  }

  /**
   * Whether the month's events stay: some are young enough, or an experiment needs them.
   *
   * @param unsealed what every experiment needs whose statistics are still folded
   */
  boolean keeps(YearMonth month, Instant now, Collection<Need> unsealed) {
    var start = Months.start(month);
    var end = Months.end(month);
    return end.isAfter(oldest(now))
        || unsealed.stream().anyMatch(it -> it.from().isBefore(end) && !it.to().isBefore(start));
  }

  /**
   * Keys that were stored before it may go. A key outlives its event's row, since a repeat would be
   * stored once more: so none goes that may belong to a month that is still there.
   *
   * @param oldest the oldest month there is
   */
  LocalDate oldestKey(Instant now, YearMonth oldest) {
    var byAge = now.minus(keys).atZone(ZoneOffset.UTC).toLocalDate();
    // An event may be some minutes ahead of the day that it is stored on.
    var byMonth = oldest.atDay(1).minusDays(1);
    return byAge.isBefore(byMonth) ? byAge : byMonth;
  }
}
