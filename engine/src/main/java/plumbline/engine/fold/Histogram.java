package plumbline.engine.fold;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many values are in each of the {@link Buckets}; sparse. Adding is associative and
 * commutative, and {@link #minus} undoes {@link #plus}.
 *
 * @param events by bucket, none of them 0
 */
public record Histogram(SortedMap<Integer, Long> events) {
  /** Of nothing. */
  public static final Histogram EMPTY = new Histogram(Collections.emptySortedMap());

  public Histogram {
    events = Collections.unmodifiableSortedMap(new TreeMap<>(events));
  }

  public Histogram plus(Histogram other) {
    return combined(other, 1);
  }

  public Histogram minus(Histogram other) {
    return combined(other, -1);
  }

  private Histogram combined(Histogram other, int sign) {
    var sum = new TreeMap<>(events);
    other.events.forEach((bucket, count) -> add(sum, bucket, sign * count));
    return new Histogram(sum);
  }

  static void add(SortedMap<Integer, Long> events, int bucket, long count) {
    events.merge(bucket, count, (a, b) -> a + b == 0 ? null : Long.valueOf(a + b));
  }
}
