package plumbline.engine.statistics;

import plumbline.engine.fold.Buckets;
import plumbline.engine.fold.Histogram;

/** A histogram's buckets in rising order, and how many values are in each of them and below. */
final class Cumulative {
  private final int[] buckets;
  private final long[] upTo;

  Cumulative(Histogram histogram) {
    buckets = new int[histogram.events().size()];
    upTo = new long[buckets.length];
    int next = 0;
    long sum = 0;
    for (var bar : histogram.events().entrySet()) {
      sum = Math.addExact(sum, bar.getValue());
      buckets[next] = bar.getKey();
      upTo[next++] = sum;
    }
  }

  long total() {
    return upTo.length == 0 ? 0 : upTo[upTo.length - 1];
  }

  /** Which of the buckets holds the quantile: the first that reaches the share; of some values. */
  int indexOf(double share) {
    int index = 0;
    while (upTo[index] < share * total() && index < upTo.length - 1) {
      index++;
    }
    return index;
  }

  int bucket(int index) {
    return buckets[index];
  }

  /** How many values are in lower buckets. */
  long below(int index) {
    return index == 0 ? 0 : upTo[index - 1];
  }

  /** The share of the values that are in the bucket or in lower ones, be there any in it or not. */
  double shareUpTo(int bucket) {
    int index = 0;
    while (index < buckets.length && buckets[index] <= bucket) {
      index++;
    }
    return below(index) / (double) total();
  }

  /**
   * Where the share is reached, if a bucket's values lie evenly by their logarithm; micro-units.
   */
  double quantile(double share) {
    int index = indexOf(share);
    double position = (share * total() - below(index)) / (upTo[index] - below(index));
    return inside(buckets[index], position);
  }

  /** The value of a rank, from 0 on, each in the middle of its part of the bucket; micro-units. */
  double ranked(long rank) {
    int index = 0;
    while (upTo[index] <= rank) {
      index++;
    }
    return inside(
        buckets[index], (rank - below(index) + 0.5) / (double) (upTo[index] - below(index)));
  }

  private static double inside(int bucket, double position) {
    if (Math.abs(bucket) <= 1) {
      // Zero, or the single micro-unit next to it.
      return bucket;
    }
    double lower = Buckets.lower(bucket);
    return lower * Math.pow(Buckets.upper(bucket) / lower, position);
  }
}
