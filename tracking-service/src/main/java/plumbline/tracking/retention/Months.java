package plumbline.tracking.retention;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.TreeSet;

/** UTC months, half-open, and the names of their tables. */
final class Months {
  private static final String PREFIX = "event_";

  private Months() {}

  static YearMonth of(Instant time) {
    return YearMonth.from(time.atOffset(ZoneOffset.UTC));
  }

  static Instant start(YearMonth month) {
    return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  static Instant end(YearMonth month) {
    return start(month.plusMonths(1));
  }

  /** All from the first to the last, both included. */
  static Set<YearMonth> between(YearMonth first, YearMonth last) {
    var months = new TreeSet<YearMonth>();
    for (var month = first; !month.isAfter(last); month = month.plusMonths(1)) {
      months.add(month);
    }
    return months;
  }

  /** Such as {@code event_2026_03}. */
  static String table(YearMonth month) {
    return PREFIX + "%04d_%02d".formatted(month.getYear(), month.getMonthValue());
  }

  /** The month of a table that is named so. */
  static YearMonth ofTable(String name) {
    return YearMonth.parse(name.substring(PREFIX.length()).replace('_', '-'));
  }
}
