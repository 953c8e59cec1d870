package plumbline.tracking.retention;

import java.time.Instant;
import java.time.YearMonth;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Months that there are, as far as this replica remembers.
 *
 * @param from the start of the last ones that follow each other without a gap, where nearly every
 *     event belongs
 * @param to their end, exclusive
 */
record KnownMonths(SortedSet<YearMonth> months, Instant from, Instant to) {
  static final KnownMonths NONE = new KnownMonths(new TreeSet<>(), Instant.EPOCH, Instant.EPOCH);

  static KnownMonths of(SortedSet<YearMonth> months) {
    if (months.isEmpty()) {
      return NONE;
    }
    var first = months.last();
    while (months.contains(first.minusMonths(1))) {
      first = first.minusMonths(1);
    }
    return new KnownMonths(months, Months.start(first), Months.end(months.last()));
  }

  boolean hold(Instant time) {
    return (!time.isBefore(from) && time.isBefore(to)) || months.contains(Months.of(time));
  }

  Optional<YearMonth> oldest() {
    return months.isEmpty() ? Optional.empty() : Optional.of(months.first());
  }
}
