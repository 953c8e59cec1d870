package plumbline.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import plumbline.engine.fold.MetricSums;
import plumbline.engine.fold.Term;
import plumbline.engine.statistics.NotDefined.Reason;

class RatioMomentsTest {
  private static final long SEED = 20_260_408;

  /** Orders and sessions of five users. */
  private static final RatioMoments FIVE = of(3, 2, 0, 1, 5, 3, 2, 1, 7, 4);

  @Test
  void isTheVarianceOfTheLinearisedUnits() {
    var arm = (ArmSummary) FIVE.summary(1.0, 1.0);
    assertThat(arm.n()).isEqualTo(5);
    assertThat(arm.mean()).isEqualTo(17.0 / 11.0);
    // numpy 2.x: l = (m - R*d) / d.mean(); l.var(ddof=1)
    assertThat(arm.variance()).isCloseTo(0.17587596475650566, within(1e-16));
  }

  @Test
  void scalesAreDecimals() {
    var arm = (ArmSummary) FIVE.summary(1e-6, 0.01);
    assertThat(arm.mean()).isCloseTo(17e-6 / 0.11, withinPercentage(1e-13));
    assertThat(arm.variance()).isCloseTo(0.17587596475650566e-8, withinPercentage(1e-13));
    assertThatThrownBy(() -> FIVE.summary(0.0, 1.0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> FIVE.summary(1.0, -1.0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void mergeIsALaw() {
    Random random = new Random(SEED);
    for (int round = 0; round < 200; round++) {
      RatioMoments a = some(random);
      RatioMoments b = some(random);
      RatioMoments c = some(random);
      assertThat(a.plus(b)).as("commutative, seed " + SEED).isEqualTo(b.plus(a));
      assertThat(a.plus(b).plus(c)).as("associative, seed " + SEED).isEqualTo(a.plus(b.plus(c)));
      assertThat(a.plus(RatioMoments.NONE)).as("identity").isEqualTo(a);
    }
  }

  @Test
  void isReadFromAMetricsSums() {
    // y, d; yy, yd, dd; y cubed: of a user with 3 of 2, and one with 5 of 3.
    var sums = Stream.of(8, 5, 34, 21, 13, 152).map(BigInteger::valueOf).toList();
    assertThat(RatioMoments.of(2, new MetricSums(List.of(Term.Y, Term.D), sums)))
        .isEqualTo(of(3, 2, 5, 3));
  }

  @Test
  void oneForEachUnitIsAMean() {
    RatioMoments ratio = of(3, 1, 0, 1, 5, 1, 2, 1);
    assertThat(ratio.summary(1e-6, 1.0))
        .isEqualTo(Moments.of(3, 0, 5, 2).summary(1e-6).orElseThrow());
  }

  @Test
  void aRatioThatIsTheSameForAllHasNoVariance() {
    long many = 4_000_000_000_000_000L;
    var arm = (ArmSummary) of(many, 3 * many, 7, 21, 1, 3).summary(1.0, 1.0);
    assertThat(arm.variance()).isZero();
  }

  @Test
  void aDenominatorMayBeNegative() {
    var above = (ArmSummary) of(3, 2, 0, 1, 5, 3).summary(1.0, 1.0);
    var below = (ArmSummary) of(3, -2, 0, -1, 5, -3).summary(1.0, 1.0);
    assertThat(below).isEqualTo(new ArmSummary(3, -above.mean(), above.variance()));
  }

  @Test
  void withoutUnitsOrDenominatorThereIsNoRatio() {
    assertThat(RatioMoments.NONE.summary(1, 1)).isEqualTo(new NotDefined(Reason.TOO_FEW_UNITS));
    assertThat(of(1, 1).summary(1, 1)).isEqualTo(new NotDefined(Reason.TOO_FEW_UNITS));
    NotDefined none = new NotDefined(Reason.DENOMINATOR_IS_ZERO);
    assertThat(of(1, 0, 2, 0).summary(1, 1)).isEqualTo(none);
    WelchTest test = new WelchTest(0.05);
    ArmResult five = FIVE.summary(1, 1);
    assertThat(test.compare(five, of(1, 2, 2, -2).summary(1, 1))).isEqualTo(none);
    assertThat(test.compare(of(1, 2, 2, -2).summary(1, 1), five)).isEqualTo(none);
    assertThat(test.compare(five, five)).isInstanceOf(WelchTest.Compared.class);
  }

  @Test
  void refusesWhatNoUnitsSumTo() {
    // Two units: m of 1 and 3, d of 2 and 2; products 8 at most.
    assertThat(sums(2, 4, 4, 10, 8, 8)).isEqualTo(of(1, 2, 3, 2));
    for (long[] wrong :
        new long[][] {
          {2, 4, 4, 10, 8, 9},
          {2, 4, 4, 10, 8, 7},
          {2, 4, 4, 7, 8, 8},
          {2, 4, 4, 10, 7, 8},
          {0, 0, 0, 0, 0, 1},
          {-1, 4, 4, 10, 8, 8}
        }) {
      assertThatThrownBy(() -> sums(wrong[0], wrong[1], wrong[2], wrong[3], wrong[4], wrong[5]))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static RatioMoments some(Random random) {
    return of(random.nextLong(), random.nextInt(100), random.nextInt(9), random.nextLong(1L << 60));
  }

  private static RatioMoments of(long... pairs) {
    RatioMoments sum = RatioMoments.NONE;
    for (int i = 0; i < pairs.length; i += 2) {
      sum = sum.plus(RatioMoments.ofOne(pairs[i], pairs[i + 1]));
    }
    return sum;
  }

  private static RatioMoments sums(long n, long m, long d, long mm, long dd, long md) {
    return new RatioMoments(n, big(m), big(d), big(mm), big(dd), big(md));
  }

  private static BigInteger big(long value) {
    return BigInteger.valueOf(value);
  }
}
