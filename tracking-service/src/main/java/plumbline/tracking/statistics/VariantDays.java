package plumbline.tracking.statistics;

import java.time.LocalDate;
import java.util.NavigableMap;
import plumbline.engine.fold.Aggregate;

/**
 * One variant's aggregates by UTC day of first exposure, summed over shards.
 *
 * @param variant its key
 * @param metrics how many metrics an aggregate has
 * @param byDay only days on which a unit was first exposed
 */
record VariantDays(String variant, int metrics, NavigableMap<LocalDate, Aggregate> byDay) {

  /** Over all days. */
  Aggregate total() {
    return sum(byDay.values());
  }

  /** Over the days up to and including {@code last}. */
  Aggregate upTo(LocalDate last) {
    return sum(byDay.headMap(last, true).values());
  }

  private Aggregate sum(Iterable<Aggregate> aggregates) {
    var sum = Aggregate.empty(metrics);
    for (var aggregate : aggregates) {
      sum = sum.plus(aggregate);
    }
    return sum;
  }
}
