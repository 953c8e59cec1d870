package plumbline.engine.bucketing;

import static plumbline.engine.bucketing.Bucketing.BUCKETS;

import java.util.Objects;

/**
 * Which variant each of the 10,000 buckets belongs to. The published walk adds {@code weight *
 * 10000} in double arithmetic, in order, and takes the first variant with {@code bucket <
 * cumulative}, the last one if there is none. A bucket is an integer, so comparing it with the
 * ceiling of the sum decides the same, and the rounding happens once, here.
 */
public final class Allocation {
  private final int[] thresholds;

  private Allocation(int[] thresholds) {
    this.thresholds = thresholds;
  }

  /**
   * The allocation for the weights of the variants, in order. Any weights are taken as they are,
   * also where they do not sum to 1: what a definition may say is validated elsewhere.
   *
   * @throws IllegalArgumentException without any weight
   */
  public static Allocation of(double... weights) {
    if (weights.length == 0) {
      throw new IllegalArgumentException("an allocation needs at least one variant");
    }
    int[] thresholds = new int[weights.length];
    double cumulative = 0.0;
    for (int i = 0; i < weights.length; i++) {
      // One product, then one sum: another order of operations rounds differently.
      cumulative += weights[i] * BUCKETS;
      // A NaN becomes 0: no bucket is below NaN in the published walk either.
      thresholds[i] = Math.clamp((int) Math.ceil(cumulative), 0, BUCKETS);
    }
    return new Allocation(thresholds);
  }

  /** How many variants there are. */
  public int variants() {
    return thresholds.length;
  }

  /**
   * The variant, counted from 0, that a bucket belongs to.
   *
   * @throws IndexOutOfBoundsException unless {@code 0 <= bucket < 10000}
   */
  public int variantIndex(int bucket) {
    Objects.checkIndex(bucket, BUCKETS);
    int last = thresholds.length - 1;
    for (int i = 0; i < last; i++) {
      if (bucket < thresholds[i]) {
        return i;
      }
    }
    return last;
  }

  /**
   * The share of the buckets that each variant really gets, summing to 1. This, not the weights, is
   * what a sample ratio is to be tested against: three weights of 1/3 get 3334, 3333 and 3333.
   */
  public double[] shares() {
    double[] shares = new double[thresholds.length];
    int taken = 0;
    for (int i = 0; i < thresholds.length; i++) {
      boolean last = i == thresholds.length - 1;
      int end = last ? BUCKETS : Math.max(taken, thresholds[i]);
      shares[i] = (end - taken) / (double) BUCKETS;
      taken = end;
    }
    return shares;
  }
}
