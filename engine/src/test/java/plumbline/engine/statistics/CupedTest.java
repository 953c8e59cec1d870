package plumbline.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import plumbline.engine.statistics.Cuped.Adjusted;
import plumbline.engine.statistics.Cuped.WhyPlain;
import plumbline.engine.statistics.NotDefined.Reason;

class CupedTest {
  private static final long SEED = 17;

  private static final CupedMoments CONTROL =
      pairs(new long[] {3, 0, 7, 12, 5, 5, 0, 9}, new long[] {2, 1, 6, 9, 7, 4, 0, 8});
  private static final CupedMoments TREATMENT =
      pairs(new long[] {6, 1, 11, 14, 3, 8}, new long[] {4, 0, 8, 9, 3, 6});

  /** numpy 2.4.6 and scipy 1.17.1, ttest_ind(equal_var=False) of y - theta·(x - mean x). */
  @Test
  void isWelchsTestOfWhatTheCovariateLeaves() {
    Adjusted result = adjust(CONTROL, TREATMENT);
    assertNear(result.theta(), 1.2907281299109485);
    assertNear(result.control().mean(), 5.332438449449974);
    assertNear(result.treatment().mean(), 6.8900820674000345);
    assertNear(result.control().variance(), 2.1288003969193703);
    assertNear(result.treatment().variance(), 1.1223324893625557);
    assertNear(result.varianceReduction(), 0.9263797200079377);
    assertThat(result.whyPlain()).isEmpty();
    var welch = compare(result.control(), result.treatment());
    assertNear(welch.t(), 2.3138994843966243);
    assertNear(welch.pValueTwoSided(), 0.03919950098895239);
    assertNear(welch.interval().lower(), 0.09092595567340656);
    assertNear(welch.interval().upper(), 3.0243612802267146);
    var plain = compare(result.plainControl(), result.plainTreatment());
    assertNear(plain.t(), 0.8229244388669709);
    assertThat(result.plainControl()).isEqualTo(CONTROL.y().summary(1).orElseThrow());
    assertThat(result.plainTreatment()).isEqualTo(TREATMENT.y().summary(1).orElseThrow());
  }

  @Test
  void scalesFromStoredUnitsOnce() {
    var result = (Adjusted) Cuped.adjust(CONTROL, TREATMENT, 1e-6);
    Adjusted stored = adjust(CONTROL, TREATMENT);
    assertThat(result.theta()).isEqualTo(stored.theta());
    assertNear(result.control().mean(), stored.control().mean() * 1e-6);
    assertNear(result.control().variance(), stored.control().variance() * 1e-12);
    assertThat(result.plainControl()).isEqualTo(CONTROL.y().summary(1e-6).orElseThrow());
  }

  @Test
  void swappingTheArmsSwapsTheArms() {
    Adjusted there = adjust(CONTROL, TREATMENT);
    Adjusted back = adjust(TREATMENT, CONTROL);
    assertThat(back)
        .isEqualTo(
            new Adjusted(
                there.theta(),
                there.treatment(),
                there.control(),
                there.plainTreatment(),
                there.plainControl(),
                there.whyPlain()));
  }

  /** Where the covariate's zero lies says nothing, and neither does its sign. */
  @Test
  void anotherScaleOfTheCovariateChangesNothing() {
    Random random = new Random(SEED);
    for (int round = 0; round < 100; round++) {
      long shift = random.nextLong() >> 20;
      CupedMoments control = CupedMoments.NONE;
      CupedMoments treatment = CupedMoments.NONE;
      CupedMoments movedControl = CupedMoments.NONE;
      CupedMoments movedTreatment = CupedMoments.NONE;
      for (int unit = 0; unit < 5; unit++) {
        long x = random.nextInt(100);
        long y = x + random.nextInt(100);
        control = control.plus(CupedMoments.ofUnit(y, x));
        movedControl = movedControl.plus(CupedMoments.ofUnit(y, shift - x));
        treatment = treatment.plus(CupedMoments.ofUnit(x, y));
        movedTreatment = movedTreatment.plus(CupedMoments.ofUnit(x, shift - y));
      }
      Adjusted result = adjust(control, treatment);
      Adjusted moved = adjust(movedControl, movedTreatment);
      assertThat(moved.theta()).as("seed %d, round %d", SEED, round).isEqualTo(-result.theta());
      assertThat(moved.control()).as("seed %d, round %d", SEED, round).isEqualTo(result.control());
      assertThat(moved.treatment()).isEqualTo(result.treatment());
    }
  }

  /**
   * A billion units of values near 1e15, spread by one or two: doubles would hold nothing of it.
   */
  @Test
  void largeValuesOfManyUnitsCancelNothing() {
    long far = 1_000_000_000_000_000L;
    Adjusted result = adjust(billion(far, 0), billion(far, 3));
    assertThat(result.theta()).isEqualTo(0.6);
    double unit = 1e9 / (1e9 - 1.0);
    assertNear(result.plainControl().variance(), 1.25 * unit);
    assertNear(result.control().variance(), 0.8 * unit);
    assertNear(result.treatment().variance(), 0.8 * unit);
    assertThat(result.control().n()).isEqualTo(1_000_000_000L);
    assertThat(result.control().mean()).isEqualTo(far + 2.5);
    assertThat(result.treatment().mean()).isEqualTo(far + 5.5);
    assertNear(result.varianceReduction(), 0.36);
  }

  @Test
  void aPerfectCovariateLeavesNoVariance() {
    CupedMoments same = pairs(new long[] {1, 2, 4}, new long[] {1, 2, 4});
    Adjusted result = adjust(same, same);
    assertThat(result.theta()).isEqualTo(1.0);
    assertThat(result.control().variance()).isZero();
    assertThat(result.varianceReduction()).isEqualTo(1.0);
  }

  @Test
  void aCovariateThatVariesInNoArmIsOfNoUse() {
    CupedMoments flat = pairs(new long[] {1, 2, 4}, new long[] {5, 5, 5});
    assertPlain(adjust(flat, flat), flat, flat, WhyPlain.NO_COVARIATE);
    // It would be the arm itself, and take the whole effect away.
    CupedMoments other = pairs(new long[] {7, 8, 9}, new long[] {6, 6, 6});
    assertPlain(adjust(flat, other), flat, other, WhyPlain.NO_COVARIATE);
    assertThat(adjust(flat, CONTROL).whyPlain()).isEmpty();
    assertThat(adjust(CONTROL, flat).whyPlain()).isEmpty();
  }

  @Test
  void aValueThatVariesInNoArmHasNoNoise() {
    CupedMoments never = pairs(new long[] {0, 0, 0}, new long[] {1, 5, 5});
    CupedMoments always = pairs(new long[] {1, 1}, new long[] {9, 6});
    Adjusted result = adjust(never, always);
    assertPlain(result, never, always, WhyPlain.NO_VARIANCE);
    assertThat(result.varianceReduction()).isZero();
    assertThat(adjust(never, CONTROL).whyPlain()).isEmpty();
    assertThat(adjust(CONTROL, never).whyPlain()).isEmpty();
  }

  @Test
  void oneUnitIsTooFew() {
    NotDefined tooFew = new NotDefined(Reason.TOO_FEW_UNITS);
    CupedMoments one = CupedMoments.ofUnit(1, 2);
    assertThat(Cuped.adjust(one, CONTROL, 1)).isEqualTo(tooFew);
    assertThat(Cuped.adjust(CONTROL, one, 1)).isEqualTo(tooFew);
    assertThat(Cuped.adjust(CupedMoments.NONE, CONTROL, 1)).isEqualTo(tooFew);
    CupedMoments two = one.plus(CupedMoments.ofUnit(3, 3));
    assertThat(Cuped.adjust(two, two, 1)).isInstanceOf(Adjusted.class);
  }

  private static void assertPlain(
      Adjusted result, CupedMoments control, CupedMoments treatment, WhyPlain reason) {
    ArmSummary from = control.y().summary(1).orElseThrow();
    ArmSummary to = treatment.y().summary(1).orElseThrow();
    assertThat(result.theta()).isZero();
    assertThat(result.control()).isEqualTo(from).isEqualTo(result.plainControl());
    assertThat(result.treatment()).isEqualTo(to).isEqualTo(result.plainTreatment());
    assertThat(result.whyPlain()).contains(reason);
  }

  private static Adjusted adjust(CupedMoments control, CupedMoments treatment) {
    return (Adjusted) Cuped.adjust(control, treatment, 1);
  }

  private static WelchTest.Compared compare(ArmSummary control, ArmSummary treatment) {
    return (WelchTest.Compared) new WelchTest(0.05).compare(control, treatment);
  }

  private static CupedMoments pairs(long[] y, long[] x) {
    CupedMoments sum = CupedMoments.NONE;
    for (int i = 0; i < y.length; i++) {
      sum = sum.plus(CupedMoments.ofUnit(y[i], x[i]));
    }
    return sum;
  }

  /**
   * The values 1 to 4 with the covariates 2, 1, 4, 3, all of it far from zero, 250 million times.
   */
  private static CupedMoments billion(long far, long effect) {
    CupedMoments few =
        pairs(
            new long[] {far + effect + 1, far + effect + 2, far + effect + 3, far + effect + 4},
            new long[] {far + 2, far + 1, far + 4, far + 3});
    BigInteger times = BigInteger.valueOf(250_000_000);
    return new CupedMoments(
        1_000_000_000,
        few.sumY().multiply(times),
        few.sumX().multiply(times),
        few.sumY2().multiply(times),
        few.sumX2().multiply(times),
        few.sumXy().multiply(times));
  }

  private static void assertNear(double got, double expected) {
    assertThat(got).isCloseTo(expected, Offset.offset(1e-12 * Math.abs(expected)));
  }
}
