package plumbline.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import plumbline.engine.statistics.Cuped.Adjusted;
import plumbline.engine.statistics.Cuped.WhyPlain;
import plumbline.engine.statistics.NotDefined.Reason;

class RatioCupedTest {
  private static final long SEED = 19;

  private static final RatioCupedMoments CONTROL =
      units(
          new long[] {3, 0, 7, 12, 5, 5, 0, 9},
          new long[] {1, 2, 3, 4, 2, 3, 1, 4},
          new long[] {2, 1, 6, 9, 7, 4, 0, 8},
          new long[] {1, 1, 3, 3, 4, 2, 0, 3});
  private static final RatioCupedMoments TREATMENT =
      units(
          new long[] {6, 1, 11, 14, 3, 8},
          new long[] {2, 1, 4, 5, 2, 3},
          new long[] {4, 0, 8, 9, 3, 6},
          new long[] {2, 0, 4, 3, 1, 2});

  /** numpy 2.4.6, unit by unit: l - theta·lx, l = (y - R·d)/mean d, lx likewise of x and z. */
  @Test
  void isTheDeltaMethodUnitByUnit() {
    Adjusted result = adjust(CONTROL, TREATMENT);
    assertNear(result.theta(), 0.5094626510956749);
    assertNear(result.plainControl().mean(), 2.05);
    assertNear(result.plainControl().variance(), 0.910857142857143);
    assertNear(result.plainTreatment().mean(), 2.5294117647058822);
    assertNear(result.plainTreatment().variance(), 0.2551693586044228);
    assertNear(result.control().mean(), 2.118203924893133);
    assertNear(result.control().variance(), 0.6438111010994797);
    assertNear(result.treatment().mean(), 2.4327895377739437);
    assertNear(result.treatment().variance(), 0.4120181893211403);
    assertThat(result.control().n()).isEqualTo(8);
    assertThat(result.whyPlain()).isEmpty();
    Adjusted scaled = (Adjusted) Cuped.adjust(CONTROL, TREATMENT, 1e-6);
    assertNear(scaled.control().mean(), 2.118203924893133e-6);
    assertNear(scaled.control().variance(), 0.6438111010994797e-12);
    assertThat(scaled.theta()).isEqualTo(result.theta());
  }

  /** With one below every line a ratio is a mean, to the last digit. */
  @Test
  void overOnesItIsAMean() {
    Random random = new Random(SEED);
    for (int round = 0; round < 50; round++) {
      CupedMoments control = CupedMoments.NONE;
      CupedMoments treatment = CupedMoments.NONE;
      RatioCupedMoments ratioControl = RatioCupedMoments.NONE;
      RatioCupedMoments ratioTreatment = RatioCupedMoments.NONE;
      for (int unit = 0; unit < 6; unit++) {
        long x = random.nextLong() >> 20;
        long y = x + (random.nextLong() >> 20);
        control = control.plus(CupedMoments.ofUnit(y, x));
        ratioControl = ratioControl.plus(RatioCupedMoments.ofUnit(y, 1, x, 1));
        treatment = treatment.plus(CupedMoments.ofUnit(x, y));
        ratioTreatment = ratioTreatment.plus(RatioCupedMoments.ofUnit(x, 1, y, 1));
      }
      assertThat(Cuped.adjust(ratioControl, ratioTreatment, 1e-6))
          .as("seed %d, round %d", SEED, round)
          .isEqualTo(Cuped.adjust(control, treatment, 1e-6));
    }
  }

  /**
   * 2,000 experiments with a true effect, in which units differ much in what they click and how
   * often they come: the estimate is unbiased, its variance is what the estimate says it is, and
   * less than without the covariate.
   */
  @Test
  void lowersTheVarianceAndKeepsTheEffect() {
    var adjusted = new Simulated();
    var plain = new Simulated();
    Random random = new Random(SEED);
    double truth = 0.8 / 3.0 * 0.2;
    for (int round = 0; round < 2_000; round++) {
      Adjusted result = adjust(arm(random, 1.0), arm(random, 1.2));
      adjusted.add(result.control(), result.treatment(), truth);
      plain.add(result.plainControl(), result.plainTreatment(), truth);
    }
    adjusted.verify();
    plain.verify();
    assertThat(adjusted.variance() / plain.variance()).as("seed " + SEED).isBetween(0.2, 0.6);
    assertThat(adjusted.claimed / plain.claimed).as("seed " + SEED).isBetween(0.2, 0.6);
  }

  /** Estimates less the truth, and the variances that came with them. */
  private static final class Simulated {
    private int count;
    private int covered;
    private double sum;
    private double squares;
    private double claimed;

    void add(ArmSummary control, ArmSummary treatment, double truth) {
      double off = treatment.mean() - control.mean() - truth;
      double variance = control.estimate().variance() + treatment.estimate().variance();
      count++;
      covered += Math.abs(off) < 1.96 * Math.sqrt(variance) ? 1 : 0;
      sum += off;
      squares += off * off;
      claimed += variance;
    }

    double variance() {
      return squares / count;
    }

    /** Within four standard errors of the simulation. */
    void verify() {
      assertThat(sum / count)
          .as("bias, seed " + SEED)
          .isCloseTo(0.0, Offset.offset(4.0 * Math.sqrt(variance() / count)));
      assertThat(claimed / count / variance())
          .as("variance, seed " + SEED)
          .isCloseTo(1.0, Offset.offset(4.0 * Math.sqrt(2.0 / count)));
      assertThat((double) covered / count)
          .as("coverage, seed " + SEED)
          .isCloseTo(0.95, Offset.offset(4.0 * Math.sqrt(0.95 * 0.05 / count)));
    }
  }

  /** 200 units; each clicks in a session with a chance of its own, now and before. */
  private static RatioCupedMoments arm(Random random, double lift) {
    int n = 200;
    long[] sums = new long[14];
    for (int unit = 0; unit < n; unit++) {
      double chance = 0.8 * Math.pow(random.nextDouble(), 2);
      long sessions = 1 + random.nextInt(12);
      long d = sessions + random.nextInt(3);
      long z = sessions + random.nextInt(3);
      add(sums, clicks(random, d, chance * lift), d, clicks(random, z, chance), z);
    }
    return new RatioCupedMoments(n, LongStream.of(sums).mapToObj(BigInteger::valueOf).toList());
  }

  private static void add(long[] sums, long... terms) {
    int at = terms.length;
    for (int i = 0; i < terms.length; i++) {
      sums[i] += terms[i];
      for (int j = i; j < terms.length; j++) {
        sums[at++] += terms[i] * terms[j];
      }
    }
  }

  private static long clicks(Random random, long sessions, double chance) {
    return IntStream.range(0, (int) sessions).filter(_ -> random.nextDouble() < chance).count();
  }

  @Test
  void withoutADenominatorThereIsNoRatio() {
    NotDefined none = new NotDefined(Reason.DENOMINATOR_IS_ZERO);
    RatioCupedMoments empty =
        units(new long[] {1, 2}, new long[] {0, 0}, new long[] {1, 1}, new long[] {1, 2});
    assertThat(Cuped.adjust(empty, TREATMENT, 1)).isEqualTo(none);
    assertThat(Cuped.adjust(CONTROL, empty, 1)).isEqualTo(none);
  }

  @Test
  void withoutARatioBeforeNothingIsAdjusted() {
    long[] y = {1, 2, 3};
    long[] d = {1, 1, 2};
    long[] x = {5, 6, 8};
    RatioCupedMoments nobody = units(y, d, x, new long[] {0, 0, 0});
    RatioCupedMoments back = units(y, d, x, new long[] {-1, -1, -1});
    RatioCupedMoments there = units(y, d, x, new long[] {1, 1, 1});
    RatioCupedMoments flat = units(y, d, new long[] {2, 2, 2}, new long[] {1, 1, 1});
    assertPlain(adjust(nobody, there));
    assertPlain(adjust(there, nobody));
    assertPlain(adjust(nobody, nobody));
    assertPlain(adjust(back, there));
    assertPlain(adjust(flat, flat));
    // Refunds: below the line of both together is nothing.
    RatioCupedMoments refunded =
        units(new long[] {-1, -2, -3}, new long[] {-1, -1, -2}, x, new long[] {1, 1, 1});
    assertPlain(adjust(refunded, there));
    assertThat(adjust(there, there).whyPlain()).isEmpty();
  }

  @Test
  void oneUnitIsTooFew() {
    NotDefined tooFew = new NotDefined(Reason.TOO_FEW_UNITS);
    RatioCupedMoments one = RatioCupedMoments.ofUnit(1, 2, 3, 4);
    assertThat(Cuped.adjust(one, CONTROL, 1)).isEqualTo(tooFew);
    assertThat(Cuped.adjust(CONTROL, one, 1)).isEqualTo(tooFew);
    RatioCupedMoments two = one.plus(RatioCupedMoments.ofUnit(3, 3, 1, 5));
    assertThat(Cuped.adjust(two, two, 1)).isInstanceOf(Adjusted.class);
  }

  private static void assertPlain(Adjusted result) {
    assertThat(result.whyPlain()).contains(WhyPlain.NO_COVARIATE);
    assertThat(result.theta()).isZero();
    assertThat(result.control()).isEqualTo(result.plainControl());
    assertThat(result.treatment()).isEqualTo(result.plainTreatment());
    assertThat(result.control().mean()).isEqualTo(1.5);
    assertThat(result.varianceReduction()).isZero();
  }

  private static Adjusted adjust(RatioCupedMoments control, RatioCupedMoments treatment) {
    return (Adjusted) Cuped.adjust(control, treatment, 1);
  }

  private static RatioCupedMoments units(long[] y, long[] d, long[] x, long[] z) {
    return IntStream.range(0, y.length)
        .mapToObj(i -> RatioCupedMoments.ofUnit(y[i], d[i], x[i], z[i]))
        .reduce(RatioCupedMoments.NONE, RatioCupedMoments::plus);
  }

  private static void assertNear(double got, double expected) {
    assertThat(got).isCloseTo(expected, Offset.offset(1e-12 * Math.abs(expected)));
  }
}
