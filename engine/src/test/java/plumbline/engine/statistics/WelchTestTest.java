package plumbline.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import plumbline.engine.statistics.NotDefined.Reason;

class WelchTestTest {
  private static final long SEED = 20_260_402;

  @Test
  void pValueAndIntervalsNeverContradictEachOther() {
    Random random = new Random(SEED);
    int significant = 0;
    for (int round = 0; round < 20_000; round++) {
      double alpha = new double[] {0.2, 0.05, 0.01, 0.001}[round % 4];
      ArmSummary control = arm(random, 0.0);
      ArmSummary treatment = arm(random, 2.0 * control.estimate().variance());
      var result = (WelchTest.Compared) new WelchTest(alpha).compare(control, treatment);
      boolean below = result.pValueTwoSided() < alpha;
      assertThat(result.interval().contains(0.0))
          .as("seed %d, round %d: %s", SEED, round, result)
          .isEqualTo(!below);
      if (result.lift() instanceof RelativeLift.Bounded(double _, Interval lift)) {
        assertThat(lift.contains(0.0)).as("seed %d, round %d", SEED, round).isEqualTo(!below);
      }
      significant += below ? 1 : 0;
    }
    assertThat(significant).as("the grid has both answers").isBetween(2_000, 18_000);
  }

  @Test
  void swappingTheArmsTurnsTheSign() {
    WelchTest test = new WelchTest(0.05);
    var there = (WelchTest.Compared) test.compare(Moments.of(1, 2, 9), Moments.of(4, 4, 5, 7), 1);
    var back = (WelchTest.Compared) test.compare(Moments.of(4, 4, 5, 7), Moments.of(1, 2, 9), 1);
    assertThat(there.difference()).isEqualTo(1.0);
    assertThat(back.t()).isEqualTo(-there.t());
    assertThat(back.pValueTwoSided()).isEqualTo(there.pValueTwoSided());
    assertThat(back.interval().upper()).isEqualTo(-there.interval().lower());
  }

  @Test
  void withoutUnitsOrVarianceThereIsNoTest() {
    WelchTest test = new WelchTest(0.05);
    Moments two = Moments.of(1, 2);
    NotDefined tooFew = new NotDefined(Reason.TOO_FEW_UNITS);
    assertThat(test.compare(Moments.NONE, two, 1)).isEqualTo(tooFew);
    assertThat(test.compare(two, Moments.of(1), 1)).isEqualTo(tooFew);
    assertThat(test.compare(Moments.of(0, 0), Moments.of(0, 0), 1))
        .isEqualTo(new NotDefined(Reason.NO_VARIANCE));
    assertThat(test.compare(Moments.of(1, 1), Moments.of(2, 2), 1))
        .isEqualTo(new NotDefined(Reason.NO_VARIANCE));
  }

  @Test
  void oneArmMayBeConstant() {
    Moments noOne = Moments.of(0, 0, 0, 0);
    var result = (WelchTest.Compared) new WelchTest(0.05).compare(noOne, Moments.of(1, 2, 3), 1);
    assertThat(result.df()).isEqualTo(2.0);
    assertThat(result.lift()).isEqualTo(new NotDefined(Reason.CONTROL_IS_ZERO));
  }

  @Test
  void refusesALevelThatIsNone() {
    for (double wrong : new double[] {0.0, 1.0, Double.NaN}) {
      assertThatThrownBy(() -> new WelchTest(wrong)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aBillionUnitsAreAsGoodAsThousand() {
    ArmSummary control = new ArmSummary(1_000_000_000, 5.0, 4.0);
    ArmSummary treatment = new ArmSummary(4_000_000_000_000_000_000L, 5.0, 4.0);
    var same = compare(control, new ArmSummary(1_000_000_000, 5.0, 4.0));
    assertThat(same.pValueTwoSided()).isEqualTo(1.0);
    assertThat(same.t()).isZero();
    assertThat(same.df()).isCloseTo(2e9 - 2, within(1e-3));
    // R 4.2.2 qnorm(0.975)
    assertThat(same.interval().upper())
        .isCloseTo(1.959963984540054 * Math.sqrt(8e-9), within(2e-13));
    assertThat(compare(control, treatment).df()).isCloseTo(1e9 - 1, within(1.0));
  }

  @Test
  void anUnevenSplitTakesTheSmallArmsDegrees() {
    var result = compare(new ArmSummary(9_900, 1.0, 2.0), new ArmSummary(100, 1.5, 8.0));
    // scipy 1.17.1 ttest_ind_from_stats(1.5, sqrt(8), 100, 1, sqrt(2), 9900, equal_var=False)
    assertThat(result.t()).isCloseTo(1.7655391424366862, within(1e-12));
    assertThat(result.df()).isCloseTo(99.50062496743467, within(1e-9));
    assertThat(result.pValueTwoSided()).isCloseTo(0.08054085762923037, within(1e-12));
  }

  @Test
  void aNegativeControlTurnsTheLiftOnly() {
    var result = compare(new ArmSummary(500, -2.0, 1.0), new ArmSummary(500, -1.0, 1.0));
    assertThat(result.difference()).isEqualTo(1.0);
    assertThat(result.interval().lower()).isPositive();
    var lift = (RelativeLift.Bounded) result.lift();
    assertThat(lift.estimate()).isEqualTo(-0.5);
    assertThat(lift.interval().upper()).isNegative();
  }

  @Test
  void aControlNearZeroHasNoBoundedLift() {
    for (double nearZero : new double[] {1e-18, -1e-18, 1e-3, -1e-3}) {
      var result = compare(new ArmSummary(500, nearZero, 1.0), new ArmSummary(500, 1.0, 1.0));
      assertThat(result.lift())
          .isInstanceOfSatisfying(
              RelativeLift.Unbounded.class,
              lift ->
                  assertThat(lift.shape())
                      .isInstanceOfSatisfying(
                          RelativeLift.Complement.class,
                          shape -> assertThat(shape.excluded().contains(0.0)).isTrue()));
    }
  }

  @Test
  void refusesWhatIsNoArm() {
    double infinite = Double.POSITIVE_INFINITY;
    for (double[] wrong :
        new double[][] {
          {1, 0, 1},
          {2, Double.NaN, 1},
          {2, infinite, 1},
          {2, 0, -1},
          {2, 0, infinite},
          {2, 0, Double.NaN}
        }) {
      assertThatThrownBy(() -> new ArmSummary((long) wrong[0], wrong[1], wrong[2]))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static WelchTest.Compared compare(ArmSummary control, ArmSummary treatment) {
    return (WelchTest.Compared) new WelchTest(0.05).compare(control, treatment);
  }

  private static ArmSummary arm(Random random, double spread) {
    long n = 2 + (long) Math.pow(10, 6 * random.nextDouble());
    double variance = Math.pow(10, 4 * random.nextDouble() - 2);
    double error = Math.sqrt(spread + 2.0 * variance / n);
    return new ArmSummary(n, 5.0 + error * random.nextGaussian(), variance);
  }
}
