package plumbline.engine.fold;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;

/**
 * The buckets of a quantile metric's histogram: any value is within 0.5 % of its bucket's middle.
 * With g = 1.005 / 0.995, bucket i &gt; 0 holds the micro-units in (g^(i-2), g^(i-1)], bucket 0
 * holds zero, and bucket -i mirrors bucket i.
 */
public final class Buckets {
  /** The ratio of neighbouring edges, g; in whole numbers 201 / 199. */
  public static final double RATIO = 1.005 / 0.995;

  /** The highest bucket; the lowest is its negative. */
  public static final int HIGHEST;

  /** Largest value of an event, in micro-units. */
  private static final long MAX = 1_000_000_000_000_000L;

  /** Element i is g^i, rounded down: exact, so that every machine puts a value where others do. */
  private static final long[] EDGES = edges();

  static {
    HIGHEST = EDGES.length;
  }

  private Buckets() {}

  private static long[] edges() {
    var precision = new MathContext(60);
    var edges = new ArrayList<Long>();
    var edge = BigDecimal.ONE;
    while (edge.longValue() < MAX) {
      edges.add(edge.longValue());
      edge = edge.multiply(BigDecimal.valueOf(201)).divide(BigDecimal.valueOf(199), precision);
    }
    edges.add(edge.longValue());
    return edges.stream().mapToLong(Long::longValue).toArray();
  }

  /**
   * The bucket that a value is in.
   *
   * @param micros within ±1e15
   * @throws IllegalArgumentException beyond that
   */
  public static int of(long micros) {
    if (micros < -MAX || micros > MAX) {
      throw new IllegalArgumentException("beyond what an event's value may be: " + micros);
    }
    if (micros == 0) {
      return 0;
    }
    var above = firstEdgeFrom(Math.abs(micros)) + 1;
    return micros > 0 ? above : -above;
  }

  /** Index of the first edge that is at or above a positive value. */
  private static int firstEdgeFrom(long value) {
    var low = 0;
    var high = EDGES.length - 1;
    while (low < high) {
      var middle = (low + high) >>> 1;
      if (EDGES[middle] >= value) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /**
   * The highest value of a bucket, in micro-units: the limit that its values do not pass.
   *
   * @param bucket within ±{@link #HIGHEST}
   */
  public static double upper(int bucket) {
    if (bucket == 0) {
      return 0;
    }
    return bucket > 0 ? edge(bucket - 1) : -edge(-bucket - 2);
  }

  /** The limit that all values of a bucket are above, in micro-units; bucket 0's is 0. */
  public static double lower(int bucket) {
    return -upper(-bucket);
  }

  /** g^i; nothing lies between zero and one micro-unit. */
  private static double edge(int i) {
    return i < 0 ? 0 : Math.pow(RATIO, i);
  }
}
