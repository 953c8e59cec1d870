package plumbline.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MomentsTest {
  private static final long SEED = 7;

  @Test
  void mergeIsALaw() {
    Random random = new Random(SEED);
    for (int round = 0; round < 200; round++) {
      Moments a = some(random);
      Moments b = some(random);
      Moments c = some(random);
      assertThat(a.plus(b)).as("commutative, seed " + SEED).isEqualTo(b.plus(a));
      assertThat(a.plus(b).plus(c)).as("associative, seed " + SEED).isEqualTo(a.plus(b.plus(c)));
      assertThat(a.plus(Moments.NONE)).as("identity, seed " + SEED).isEqualTo(a);
    }
  }

  @Test
  void mergedPartsEqualTheWhole() {
    assertThat(Moments.of(3, -1).plus(Moments.of(4))).isEqualTo(Moments.of(4, 3, -1));
    assertThat(Moments.of()).isEqualTo(Moments.NONE);
  }

  @Test
  void scalesFromStoredUnitsOnce() {
    Moments prices = Moments.of(1_000_000, 2_000_000, 4_500_000);
    assertThat(prices.mean(1e-6)).hasValue(2.5);
    assertThat(prices.variance(1e-6)).hasValue(3.25);
    assertThat(prices.mean(1)).hasValue(2_500_000);
  }

  /** The variance of 1, 2, 3 far from zero: in doubles n·Σy² − (Σy)² would be noise. */
  @Test
  void largeMeansCancelNothing() {
    long far = 1_000_000_000_000_000L;
    Moments moments = Moments.of(far + 1, far + 2, far + 3);
    assertThat(moments.variance(1)).hasValue(1.0);
    assertThat(moments.variance(1e-6)).hasValue(1e-12);
    assertThat(moments.mean(1)).hasValue(far + 2.0);
  }

  @Test
  void smallSamplesDefineOnlyWhatTheyCan() {
    assertThat(Moments.NONE.mean(1)).isEmpty();
    assertThat(Moments.of(5).mean(1)).hasValue(5.0);
    assertThat(Moments.of(5).variance(1)).isEmpty();
    assertThat(Moments.of(5).summary(1)).isEmpty();
    assertThat(Moments.of(5, 5).summary(1)).hasValue(new ArmSummary(2, 5.0, 0.0));
  }

  @Test
  void refusesSumsThatNoUnitsCanHave() {
    assertImpossible(-1, 0, 0);
    assertImpossible(0, 1, 1);
    assertImpossible(2, 4, 7);
    assertImpossible(1, 0, -1);
    assertThatThrownBy(() -> Moments.of(1, 2).mean(0.0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void assertImpossible(long n, long sumY, long sumY2) {
    assertThatThrownBy(() -> new Moments(n, BigInteger.valueOf(sumY), BigInteger.valueOf(sumY2)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void carriersAreAtMostTheUnitsThatAreNotZero() {
    assertThat(new Moments(4, BigInteger.valueOf(6), BigInteger.valueOf(18)).carriers())
        .as("0, 0, 3 and 3")
        .isEqualTo(2.0);
    assertThat(new Moments(4, BigInteger.valueOf(10), BigInteger.valueOf(82)).carriers())
        .as("0, 0, 1 and 9")
        .isBetween(1.0, 2.0);
    assertThat(new Moments(4, BigInteger.ZERO, BigInteger.ZERO).carriers()).isZero();
  }

  private static Moments some(Random random) {
    return Moments.of(random.longs(random.nextInt(6)).toArray());
  }
}
