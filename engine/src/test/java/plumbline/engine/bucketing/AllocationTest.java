package plumbline.engine.bucketing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class AllocationTest {
  private static final long SEED = 20_260_401;

  @Test
  void decidesEveryBucketAsThePublishedWalkDoes() {
    Random random = new Random(SEED);
    for (int round = 0; round < 500; round++) {
      double[] weights = random.doubles(1 + random.nextInt(12)).toArray();
      assertMatchesTheWalk(weights);
    }
    assertMatchesTheWalk(1.0 / 3, 1.0 / 3, 1.0 / 3);
    assertMatchesTheWalk(0.0, 0.07, -0.01, 0.29);
    assertMatchesTheWalk(Double.NaN, 0.5);
    assertMatchesTheWalk(0.5, Double.NaN, 0.5);
    assertMatchesTheWalk(0.2, Double.POSITIVE_INFINITY, 0.1);
    assertMatchesTheWalk(0.2, Double.NEGATIVE_INFINITY, 0.9);
  }

  @Test
  void sharesAreThoseOfTheBucketsNotTheWeights() {
    assertThat(Allocation.of(1.0 / 3, 1.0 / 3, 1.0 / 3).shares())
        .containsExactly(0.3334, 0.3333, 0.3333);
    assertThat(Allocation.of(0.3, 0.3).shares()).containsExactly(0.3, 0.7);
    assertThat(Allocation.of(0.8, 0.7, 0.6).shares()).containsExactly(0.8, 0.2, 0.0);
  }

  @Test
  void refusesNoVariantsAndBucketsThatDoNotExist() {
    assertThatThrownBy(Allocation::of).isInstanceOf(IllegalArgumentException.class);
    Allocation allocation = Allocation.of(0.5, 0.5);
    assertThatThrownBy(() -> allocation.variantIndex(-1))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> allocation.variantIndex(10_000))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  private static void assertMatchesTheWalk(double... weights) {
    Allocation allocation = Allocation.of(weights);
    int[] counts = new int[weights.length];
    for (int bucket = 0; bucket < Bucketing.BUCKETS; bucket++) {
      int expected = walk(bucket, weights);
      counts[expected]++;
      assertThat(allocation.variantIndex(bucket))
          .as("bucket %d, seed %d", bucket, SEED)
          .isEqualTo(expected);
    }
    double[] shares = allocation.shares();
    for (int i = 0; i < weights.length; i++) {
      assertThat(shares[i]).isEqualTo(counts[i] / 10_000.0);
    }
  }

  private static int walk(int bucket, double... weights) {
    double cumulative = 0.0;
    for (int i = 0; i < weights.length; i++) {
      cumulative += weights[i] * 10_000;
      if (bucket < cumulative) {
        return i;
      }
    }
    return weights.length - 1;
  }
}
