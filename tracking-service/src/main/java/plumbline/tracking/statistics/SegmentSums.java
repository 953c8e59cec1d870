package plumbline.tracking.statistics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import plumbline.engine.fold.Aggregate;
import plumbline.engine.fold.Layout;

/** Sums by the values of one attribute, for each variant, over days and shards. */
final class SegmentSums {
  /** Values that are shown by themselves. */
  private static final int SHOWN = 50;

  private final String attribute;
  private final boolean givenUp;
  private final Layout layout;
  private final Map<String, Map<Integer, Aggregate>> byValue = new HashMap<>();

  SegmentSums(String attribute, boolean givenUp, Layout layout) {
    this.attribute = attribute;
    this.givenUp = givenUp;
    this.layout = layout;
  }

  /** One value's sums, or those of all that are not shown by themselves. */
  record Value(String value, boolean other, Map<Integer, Aggregate> byVariant) {}

  String attribute() {
    return attribute;
  }

  /** Whether it has too many values to be a segment. */
  boolean givenUp() {
    return givenUp;
  }

  void add(int variant, String value, Aggregate aggregate) {
    if (!givenUp) {
      byValue
          .computeIfAbsent(value, _ -> new HashMap<>())
          .merge(variant, aggregate, Aggregate::plus);
    }
  }

  Aggregate of(Value value, int variant) {
    var sums = value.byVariant.get(variant);
    return sums == null ? Aggregate.empty(layout) : sums;
  }

  /** Those with the most exposed units first, ties by value; then all others together. */
  List<Value> values() {
    var all =
        byValue.entrySet().stream()
            .filter(entry -> exposed(entry.getValue()) > 0)
            .sorted(
                Comparator.<Map.Entry<String, Map<Integer, Aggregate>>>comparingLong(
                        entry -> -exposed(entry.getValue()))
                    .thenComparing(Map.Entry::getKey))
            .map(entry -> new Value(entry.getKey(), false, entry.getValue()))
            .toList();
    if (all.size() <= SHOWN) {
      return all;
    }
    var shown = new ArrayList<>(all.subList(0, SHOWN));
    shown.add(new Value("", true, together(all.subList(SHOWN, all.size()))));
    return shown;
  }

  private static long exposed(Map<Integer, Aggregate> byVariant) {
    return byVariant.values().stream().mapToLong(Aggregate::exposed).sum();
  }

  private static Map<Integer, Aggregate> together(List<Value> values) {
    var sums = new HashMap<Integer, Aggregate>();
    for (var value : values) {
      value.byVariant.forEach((variant, it) -> sums.merge(variant, it, Aggregate::plus));
    }
    return sums;
  }
}
