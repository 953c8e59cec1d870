package plumbline.tracking.statistics;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import plumbline.engine.fold.Aggregate;
import plumbline.engine.fold.Histogram;
import plumbline.engine.fold.Layout;

/** One variant's sums by UTC day of first exposure, summed over shards. */
final class VariantSums {
  private final Layout layout;
  private final NavigableMap<LocalDate, Aggregate> byDay = new TreeMap<>();
  private final Map<Integer, NavigableMap<LocalDate, SortedMap<Integer, Long>>> histograms =
      new HashMap<>();

  VariantSums(Layout layout) {
    this.layout = layout;
  }

  void add(LocalDate day, Aggregate aggregate) {
    byDay.merge(day, aggregate, Aggregate::plus);
  }

  void add(int metric, LocalDate day, int bucket, long events) {
    histograms
        .computeIfAbsent(metric, _ -> new TreeMap<>())
        .computeIfAbsent(day, _ -> new TreeMap<>())
        .merge(bucket, events, Long::sum);
  }

  /** Days on which a unit was first exposed. */
  NavigableMap<LocalDate, Aggregate> byDay() {
    byDay.values().removeIf(it -> it.exposed() == 0);
    return byDay;
  }

  /** Over all days. */
  Aggregate total() {
    return upTo(LocalDate.MAX);
  }

  /** Over the days up to and including {@code last}. */
  Aggregate upTo(LocalDate last) {
    var sum = Aggregate.empty(layout);
    for (var aggregate : byDay.headMap(last, true).values()) {
      sum = sum.plus(aggregate);
    }
    return sum;
  }

  /** A metric's histogram over the days up to and including {@code last}. */
  Histogram histogram(int metric, LocalDate last) {
    var sum = new TreeMap<Integer, Long>();
    for (var day : histograms.getOrDefault(metric, new TreeMap<>()).headMap(last, true).values()) {
      day.forEach((bucket, events) -> sum.merge(bucket, events, Long::sum));
    }
    sum.values().removeIf(events -> events == 0);
    return new Histogram(sum);
  }
}
