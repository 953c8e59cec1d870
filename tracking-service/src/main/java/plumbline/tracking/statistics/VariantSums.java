package plumbline.tracking.statistics;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import plumbline.engine.fold.Aggregate;
import plumbline.engine.fold.Histogram;
import plumbline.engine.fold.Layout;

/** One variant's sums by UTC day of first exposure, summed over shards. */
final class VariantSums {
  private final Layout layout;
  private final NavigableMap<LocalDate, Aggregate> byDay = new TreeMap<>();
  private final Map<Integer, NavigableMap<LocalDate, Histogram>> histograms = new HashMap<>();

  VariantSums(Layout layout) {
    this.layout = layout;
  }

  void add(LocalDate day, Aggregate aggregate) {
    byDay.merge(day, aggregate, Aggregate::plus);
  }

  void add(int metric, LocalDate day, int bucket, long events) {
    var bar = events == 0 ? Histogram.EMPTY : new Histogram(new TreeMap<>(Map.of(bucket, events)));
    histograms.computeIfAbsent(metric, _ -> new TreeMap<>()).merge(day, bar, Histogram::plus);
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
    var sum = Histogram.EMPTY;
    var days = histograms.getOrDefault(metric, new TreeMap<>()).headMap(last, true);
    for (var histogram : List.copyOf(days.values())) {
      sum = sum.plus(histogram);
    }
    return sum;
  }
}
