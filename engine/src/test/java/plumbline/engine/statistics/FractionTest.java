package plumbline.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FractionTest {
  private static final long SEED = 11;

  @Test
  void calculatesExactly() {
    Fraction third = of(1, 3);
    assertThat(third.plus(third).plus(third).toDouble()).isEqualTo(1.0);
    assertThat(third.minus(of(-2, -6)).isZero()).isTrue();
    assertThat(third.minus(of(1, 2)).toDouble()).isEqualTo(-1.0 / 6.0);
    assertThat(third.times(of(-3, 4)).toDouble()).isEqualTo(-0.25);
    assertThat(third.over(of(-4, 3)).toDouble()).isEqualTo(-0.25);
    assertThat(third.isZero()).isFalse();
    assertThat(of(0, -7).toDouble()).isZero();
  }

  @Test
  void ofAScaleIsWhatItPrintsAs() {
    assertThat(Fraction.ofScale(1e-6)).isEqualTo(of(1, 1_000_000).times(of(10, 10)));
    assertThat(Fraction.ofScale(1).toDouble()).isEqualTo(1.0);
    assertThat(Fraction.ofScale(2.5e30).toDouble()).isEqualTo(2.5e30);
    assertThat(Fraction.ofScale(0.1).minus(of(1, 10)).isZero()).isTrue();
    for (double wrong : new double[] {0.0, -1.0, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> Fraction.ofScale(wrong))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  /** The quotient of two doubles is the double nearest to it, by IEEE 754. */
  @Test
  void roundsToTheNearestDouble() {
    Random random = new Random(SEED);
    for (int round = 0; round < 5_000; round++) {
      long above = random.nextLong() >> 11 + random.nextInt(52);
      long below = (random.nextLong() >> 11 + random.nextInt(52)) | 1;
      assertThat(of(above, below).toDouble() + 0.0)
          .as("%d/%d, seed %d", above, below, SEED)
          .isEqualTo((double) above / below + 0.0);
    }
    BigInteger huge = BigInteger.TEN.pow(400);
    assertThat(new Fraction(huge.multiply(BigInteger.TWO), huge).toDouble()).isEqualTo(2.0);
    assertThat(new Fraction(BigInteger.ONE, BigInteger.TEN.pow(300)).toDouble()).isEqualTo(1e-300);
    assertThat(new Fraction(BigInteger.TEN.pow(300), BigInteger.ONE).toDouble()).isEqualTo(1e300);
  }

  @Test
  void isOverNoZero() {
    assertThatThrownBy(() -> of(1, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> of(1, 1).over(of(0, 1))).isInstanceOf(IllegalArgumentException.class);
  }

  private static Fraction of(long numerator, long denominator) {
    return new Fraction(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
  }
}
