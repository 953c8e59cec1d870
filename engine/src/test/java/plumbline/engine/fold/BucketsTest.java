package plumbline.engine.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BucketsTest {
  private static final long MAX = 1_000_000_000_000_000L;

  /** What a bucket's values are taken for: off by half a percent of a value at most. */
  private static double middle(int bucket) {
    return 2 * Buckets.upper(bucket) / (Buckets.RATIO + 1);
  }

  @Test
  void everyBucketsLimitsAreWithinHalfAPercentOfItsMiddle() {
    for (var bucket = 1; bucket <= Buckets.HIGHEST; bucket++) {
      var middle = middle(bucket);
      assertThat(1 - middle / Buckets.upper(bucket)).isLessThanOrEqualTo(0.005 + 1e-12);
      if (bucket > 1) {
        // The first bucket holds the value 1 alone.
        assertThat(middle / Buckets.lower(bucket) - 1).isLessThanOrEqualTo(0.005 + 1e-12);
      }
      assertThat(Buckets.upper(bucket)).isEqualTo(Buckets.lower(bucket + 1));
    }
  }

  @Test
  void everyValueIsWithinHalfAPercentOfItsBucketsMiddle() {
    var random = new Random(5);
    for (var i = 0; i < 200_000; i++) {
      var value = i < 20_000 ? i + 1 : Math.max(1, (long) Math.exp(random.nextDouble(34.5388)));
      var bucket = Buckets.of(value);
      assertThat(Math.abs(middle(bucket) / value - 1)).as("%d", value).isLessThan(0.005 + 1e-9);
      assertThat(Buckets.of(-value)).isEqualTo(-bucket);
    }
  }

  /**
   * With g = 201 / 199, a value v is above g^k where v · 199^k > 201^k: whole numbers only. A step
   * of k at a time is taken on both sides of the edge.
   */
  @Test
  void edgesAreExact() {
    var above = BigInteger.ONE;
    var below = BigInteger.ONE;
    for (var k = 0; k < Buckets.HIGHEST - 1; k++) {
      var edge = above.divide(below).longValueExact();
      if (edge <= MAX && edge >= 1) {
        assertThat(Buckets.of(edge)).as("at g^%d", k).isLessThanOrEqualTo(k + 1);
        if (edge < MAX) {
          assertThat(Buckets.of(edge + 1)).as("above g^%d", k).isGreaterThan(k + 1);
        }
      }
      above = above.multiply(BigInteger.valueOf(201));
      below = below.multiply(BigInteger.valueOf(199));
    }
  }

  @Test
  void zeroAndTheEnds() {
    assertThat(Buckets.of(0)).isZero();
    assertThat(Buckets.of(1)).isEqualTo(1);
    assertThat(Buckets.of(MAX)).isEqualTo(Buckets.HIGHEST);
    assertThat(Buckets.of(-MAX)).isEqualTo(-Buckets.HIGHEST);
    assertThat(Buckets.HIGHEST).isLessThanOrEqualTo(Short.MAX_VALUE);
    assertThatThrownBy(() -> Buckets.of(MAX + 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Buckets.of(Long.MIN_VALUE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void limitsAreMirrored() {
    assertThat(Buckets.upper(0)).isZero();
    assertThat(Buckets.lower(0)).isZero();
    for (var bucket : new int[] {1, 2, 700, Buckets.HIGHEST}) {
      assertThat(Buckets.upper(-bucket)).isEqualTo(-Buckets.lower(bucket));
      assertThat(Buckets.lower(-bucket)).isEqualTo(-Buckets.upper(bucket));
    }
    assertThat(Buckets.upper(1)).isEqualTo(1);
    assertThat(Buckets.upper(2)).isEqualTo(Buckets.RATIO);
  }

  @Test
  void aValueBelongsToTheBucketWhoseLimitsHoldIt() {
    for (var value : new long[] {1, 2, 3, 150, 199, 201, 12_345_678, 987_654_321_012L, MAX}) {
      var bucket = Buckets.of(value);
      assertThat(Buckets.lower(bucket)).isLessThan((double) value);
      assertThat(Buckets.upper(bucket)).isGreaterThanOrEqualTo(value * (1 - 1e-12));
    }
  }
}
