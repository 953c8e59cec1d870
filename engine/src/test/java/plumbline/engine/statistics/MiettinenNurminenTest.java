package plumbline.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumbline.engine.statistics.NotDefined.Reason;
import plumbline.engine.statistics.RelativeLift.Bounded;
import plumbline.engine.statistics.RelativeLift.Unbounded;

class MiettinenNurminenTest {
  private static final long SEED = 20_261_205;

  // Newcombe 1998, Statistics in Medicine 17, table II: method 6, Miettinen and Nurminen, 95 %
  @ParameterizedTest
  @CsvSource({
    "48, 80, 56, 70, 0.0528, 0.3382",
    "3, 10, 9, 10, 0.1700, 0.8406",
    "2, 7, 6, 7, 0.0342, 0.8534",
    "0, 29, 5, 56, -0.0326, 0.1933",
    "0, 20, 0, 10, -0.1658, 0.2844",
    "0, 10, 0, 10, -0.2879, 0.2879",
    "0, 20, 10, 10, 0.7156, 1.0000",
    "0, 10, 10, 10, 0.6636, 1.0000"
  })
  void theDifferencesAreThosePublished(
      long x1, long n1, long x2, long n2, double lower, double upper) {
    Interval interval = score(x1, n1, x2, n2, 0.05).difference();
    assertThat(interval.lower()).isCloseTo(lower, within(5.1e-5));
    assertThat(interval.upper()).isCloseTo(upper, within(5.1e-5));
  }

  // mpmath 1.3.0, 40 digits: the restricted likelihood maximised by halving its derivative
  @ParameterizedTest
  @CsvSource({
    "48, 80, 56, 70, .05, 0.0528297132458446, 0.3381729400158684",
    "0, 50, 4, 50, .05, 0.005110611926634728, 0.1890839232799081",
    "48, 50, 50, 50, .05, -0.0334817316077298, 0.1352794670146484",
    "10, 50, 0, 50, .05, -0.331101002258357, -0.1121088263322755",
    "0, 40, 0, 60, .05, -0.08842840284323457, 0.06074272941087039",
    "40, 40, 60, 60, .05, -0.06074272941087039, 0.08842840284323457",
    "5, 1000000000, 12, 1000000000, .05, -1.2150744078585e-9, 1.653395579697021e-8",
    "999999995, 1000000000, 999999988, 1000000000, .05, -1.653395579697021e-8, 1.2150744078585e-9",
    "500000000, 1000000000, 500050000, 1000000000, .01, -7.597294152453304e-6, 0.0001075972938207085",
    "20, 990000, 1, 10000, .05, -3.389684073298595e-6, 0.000546092358906285",
    "5, 100, 12, 104, .05, -0.01172700435510974, 0.1479688418540057",
    "300, 10000, 345, 10000, .05, -0.0003979587721009054, 0.009420315277879868",
    "7, 20, 7, 20, .1, -0.2457031873837047, 0.2457031873837047"
  })
  void theDifferencesAreThoseOfTheLikelihood(
      long x1, long n1, long x2, long n2, double alpha, double lower, double upper) {
    Interval interval = score(x1, n1, x2, n2, alpha).difference();
    double tolerance = 1e-7 * (upper - lower);
    assertThat(interval.lower()).isCloseTo(lower, within(tolerance));
    assertThat(interval.upper()).isCloseTo(upper, within(tolerance));
  }

  // mpmath as above
  @ParameterizedTest
  @CsvSource({
    "48, 80, 56, 70, .05, 0.07904711953442652, 0.6721453590897677",
    "3, 10, 9, 10, .05, 0.3279565734835245, 7.691914949017298",
    "48, 50, 50, 50, .05, -0.03479852846084231, 0.1564429915265353",
    "10, 50, 0, 50, .05, -1, -0.6333719732494627",
    "40, 40, 60, 60, .05, -0.06074272941087039, 0.09700653587611429",
    "1, 1, 0, 1, .05, -1, 2.841458820694126",
    "5, 1000000000, 12, 1000000000, .05, -0.1179343717518778, 5.530126356778793",
    "999999995, 1000000000, 999999988, 1000000000, .05, -1.653395586356563e-8, 1.215074420550663e-9",
    "500000000, 1000000000, 500050000, 1000000000, .01, -1.519371319146593e-5, 0.0002152069836482746",
    "20, 990000, 1, 10000, .05, -0.1557078496147422, 28.01238411664362",
    "300, 10000, 345, 10000, .05, -0.01222754772440913, 0.3389079517476253",
    "7, 20, 7, 20, .1, -0.5099089819555529, 1.040437313032553"
  })
  void theLiftsAreThoseOfTheLikelihood(
      long x1, long n1, long x2, long n2, double alpha, double lower, double upper) {
    var lift = (Bounded) score(x1, n1, x2, n2, alpha).lift();
    assertThat(lift.estimate()).isCloseTo((double) x2 / n2 / ((double) x1 / n1) - 1, within(1e-12));
    double tolerance = 1e-7 * (upper - lower);
    assertThat(lift.interval().lower()).isCloseTo(lower, within(tolerance));
    assertThat(lift.interval().upper()).isCloseTo(upper, within(tolerance));
  }

  @Test
  void aControlWithoutSuccessHasNoNumber() {
    assertThat(score(0, 50, 4, 50, 0.05).lift()).isEqualTo(new Unbounded(new RelativeLift.Above()));
    assertThat(score(0, 50, 0, 50, 0.05).lift()).isEqualTo(new NotDefined(Reason.CONTROL_IS_ZERO));
  }

  @Test
  void theTestIsThePooledOneWithItsFactor() {
    var pooled = new TwoProportions(new Proportion(5, 100), new Proportion(12, 104)).pooled();
    var test = score(5, 100, 12, 104, 0.05).test().orElseThrow();
    double factor = Math.sqrt(203.0 / 204.0);
    assertThat(test.z()).isCloseTo(pooled.orElseThrow().z() * factor, within(1e-14));
    assertThat(test.pValueTwoSided()).isEqualTo(Normal.twoSided(test.z()));
    assertThat(score(0, 40, 0, 60, 0.05).test()).isEmpty();
    assertThat(score(40, 40, 60, 60, 0.05).test()).isEmpty();
  }

  @Test
  void bothStatisticsAreTheTestWhereNothingDiffers() {
    for (int[] x : new int[][] {{5, 12}, {0, 4}, {10, 0}, {90, 97}, {100, 99}}) {
      var score = score(x[0], 100, x[1], 100, 0.05);
      double z = score.test().orElseThrow().z();
      assertThat(new ScoreDifference(score.table()).z(0)).isCloseTo(z, within(1e-13));
      assertThat(new ScoreRatio(score.table()).z(0)).isCloseTo(z, within(1e-13));
      assertThat(new ScoreDifference(score.table()).z(1e-9)).isCloseTo(z, within(1e-5));
      assertThat(new ScoreRatio(score.table()).z(-1e-9)).isCloseTo(z, within(1e-5));
    }
  }

  @Test
  void nothingOffIsNoEvidenceHoweverWellItIsKnown() {
    assertThat(new ScoreDifference(score(0, 5, 0, 9, 0.05).table()).z(0)).isZero();
    assertThat(new ScoreDifference(score(0, 5, 9, 9, 0.05).table()).z(1)).isZero();
    assertThat(new ScoreRatio(score(5, 5, 9, 9, 0.05).table()).z(0)).isZero();
  }

  /** With k = z²·N/(N-1) the ends are k/n1 and -k/(n2 + k), as one rate is 1 at each of them. */
  @Test
  void aLiftOfUnevenArmsWhereAllSucceedKeepsItsDigits() {
    long many = 1_000_000_000;
    double k = Math.pow(Normal.twoSidedQuantile(0.05), 2) * (1 + 1e-9);
    var lift = (Bounded) score(many, many, 1, 1, 0.05).lift();
    assertThat(lift.interval().upper()).isCloseTo(k / many, within(1e-8 * k / many));
    assertThat(lift.interval().lower()).isCloseTo(-k / (1 + k), within(1e-8));
    var reverse = (Bounded) score(1, 1, many, many, 0.05).lift();
    assertThat(reverse.interval().upper()).isCloseTo(k, within(1e-8));
    assertThat(reverse.interval().lower()).isCloseTo(-k / many, within(1e-7 * k / many));
  }

  /** Where an end is within what can be, the statistic passes the critical value there. */
  @Test
  void anEndIsWhereTheStatisticIsCritical() {
    var random = new SplittableRandom(SEED);
    for (int round = 0; round < 2_000; round++) {
      var score = random(random);
      Interval interval = score.difference();
      var difference = new ScoreDifference(score.table());
      assertCritical(score, interval, difference::z, 1.0);
      if (score.lift() instanceof Bounded(double _, Interval lift)) {
        assertCritical(score, lift, new ScoreRatio(score.table())::z, Double.POSITIVE_INFINITY);
      }
    }
  }

  private static void assertCritical(
      MiettinenNurminen score, Interval interval, DoubleUnaryOperator z, double most) {
    double critical = Normal.twoSidedQuantile(score.alpha());
    // Of a difference near one, a double does not show more.
    double gap = 1e-9 * (interval.upper() - interval.lower()) + 1e-15;
    if (interval.lower() - gap > -1.0) {
      assertThat(z.applyAsDouble(interval.lower() + gap)).as("%s", score).isLessThan(critical);
      assertThat(z.applyAsDouble(interval.lower() - gap)).as("%s", score).isGreaterThan(critical);
    }
    if (interval.upper() + gap < most) {
      assertThat(z.applyAsDouble(interval.upper() - gap)).as("%s", score).isGreaterThan(-critical);
      assertThat(z.applyAsDouble(interval.upper() + gap)).as("%s", score).isLessThan(-critical);
    }
  }

  @Test
  void exchangingTheArmsOrSuccessAndFailureTurnsTheInterval() {
    var random = new SplittableRandom(SEED);
    for (int round = 0; round < 500; round++) {
      var score = random(random);
      Interval one = score.difference();
      Interval swapped = new MiettinenNurminen(score.table().swapped(), score.alpha()).difference();
      assertThat(new Interval(-swapped.upper(), -swapped.lower())).isEqualTo(one);
      Interval failed = new MiettinenNurminen(score.table().failures(), score.alpha()).difference();
      double tolerance = 1e-9 * (one.upper() - one.lower());
      assertThat(-failed.upper()).as("%s", score).isCloseTo(one.lower(), within(tolerance));
      assertThat(-failed.lower()).as("%s", score).isCloseTo(one.upper(), within(tolerance));
    }
  }

  @Test
  void refusesALevelThatIsNone() {
    assertThatThrownBy(() -> score(1, 2, 1, 2, 0.0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> score(1, 2, 1, 2, 1.0)).isInstanceOf(IllegalArgumentException.class);
  }

  private static MiettinenNurminen random(SplittableRandom random) {
    long n1 = 1 + (long) Math.exp(random.nextDouble() * 20);
    long n2 = 1 + (long) Math.exp(random.nextDouble() * 20);
    long x1 = random.nextBoolean() ? random.nextLong(n1 + 1) : Math.min(n1, random.nextLong(9));
    long x2 = random.nextBoolean() ? random.nextLong(n2 + 1) : Math.min(n2, random.nextLong(9));
    return score(x1, n1, x2, n2, random.nextBoolean() ? 0.05 : 1e-4);
  }

  private static MiettinenNurminen score(long x1, long n1, long x2, long n2, double alpha) {
    return new MiettinenNurminen(
        new TwoProportions(new Proportion(x1, n1), new Proportion(x2, n2)), alpha);
  }
}
