package plumbline.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import plumbline.engine.statistics.NotDefined.Reason;
import plumbline.engine.statistics.SequentialSampleRatio.Tested;

class SequentialSampleRatioTest {
  private static final long SEED = 20_260_614;
  private static final SequentialSampleRatio EVEN = SequentialSampleRatio.of(0.5, 0.5);

  /** With a uniform prior: x!·y!/(n + 1)! over 2^-n. */
  @Test
  void smallCountsByHand() {
    SequentialSampleRatio uniform = EVEN.withConcentration(2);
    assertFactor(uniform, 1.0, 1, 0);
    assertFactor(uniform, 4.0 / 3, 2, 0);
    assertFactor(uniform, 0.8, 3, 1);
    assertFactor(uniform, 0.8, 1, 3);
    assertFactor(uniform, 1024.0 / 11, 10, 0);
    assertThat(tested(uniform, 10, 0).pValue()).isEqualTo(11.0 / 1024, within(1e-15));
    assertThat(tested(uniform, 3, 1).pValue()).isEqualTo(1.0);
    // 20!·20!/41! over 2^-40; the denominator is the binomial coefficient.
    assertFactor(uniform, 1_099_511_627_776.0 / (41 * 137_846_528_820.0), 20, 20);
    // Prior 1, 1, 2: Γ(4)·Γ(2)·Γ(4)/(Γ(7)·Γ(2)) over (1/4)·(1/2)².
    assertFactor(SequentialSampleRatio.of(0.25, 0.25, 0.5).withConcentration(4), 0.8, 1, 0, 2);
  }

  /** mpmath 1.3.0, 50 digits: log gamma functions and their differences. */
  @Test
  void countsOfEverySize() {
    assertLog(EVEN.withConcentration(100), -0.096463540718772973, 55, 45);
    assertLog(SequentialSampleRatio.of(0.9, 0.1), -0.30386832940327236, 9012, 988);
    SequentialSampleRatio vague = SequentialSampleRatio.of(0.99, 0.01).withConcentration(0.5);
    assertLog(vague, -4.5205049284886146, 300, 2);
    assertLog(EVEN, 8.7659722924104263, 821_588, 815_482);
    assertLog(EVEN, -0.75654271837709681, 500_050_000, 499_950_000);
    SequentialSampleRatio three = SequentialSampleRatio.of(0.5, 0.25, 0.25);
    assertLog(three, -15.42076078393817, 499_999_000_001L, 250_001_000_000L, 249_999_999_999L);
  }

  /** Shares may miss 1 by a billionth; of a trillion units that is a thousand. */
  @Test
  void sharesNeedNotSumToOneExactly() {
    long half = 500_000_000_000L;
    double exact = tested(EVEN, half, half).logBayesFactor();
    SequentialSampleRatio more = SequentialSampleRatio.of(0.5, 0.5000000009);
    assertThat(tested(more, half, half).logBayesFactor()).isEqualTo(exact, within(1e-5));
  }

  /** The factor is a martingale: its mean after one more unit is what it was. */
  @Test
  void onAverageOneMoreUnitChangesNothing() {
    SequentialSampleRatio test = SequentialSampleRatio.of(0.7, 0.2, 0.1).withConcentration(30);
    double now = Math.exp(tested(test, 12, 9, 1).logBayesFactor());
    double next =
        0.7 * Math.exp(tested(test, 13, 9, 1).logBayesFactor())
            + 0.2 * Math.exp(tested(test, 12, 10, 1).logBayesFactor())
            + 0.1 * Math.exp(tested(test, 12, 9, 2).logBayesFactor());
    assertThat(next).isEqualTo(now, within(1e-12));
  }

  @Test
  void aRightSplitIsNeverFlaggedMoreOftenThanAlpha() {
    assertThat(flagged(0.5, 400, 0.05, 2_000, 500)).isLessThanOrEqualTo(0.05);
    assertThat(flagged(0.5, 400, 0.001, 2_000, 500)).isLessThanOrEqualTo(0.002);
  }

  @Test
  @Tag("long")
  void aRightSplitIsNeverFlaggedMoreOftenThanAlphaAtScale() {
    double alpha = 0.001;
    int runs = 20_000;
    double even = flagged(0.5, 500, alpha, runs, 2_000);
    double uneven = flagged(0.01, 10_000, alpha, runs, 1_000);
    System.out.printf("flagged of %d right splits: %s even, %s uneven%n", runs, even, uneven);
    double error = Math.sqrt(alpha / runs);
    assertThat(even).as("seed " + SEED).isLessThan(alpha + 3 * error);
    assertThat(uneven).as("seed " + SEED).isLessThan(alpha + 3 * error);
  }

  /** 50.5 to 49.5: a chi-square test that is planned needs 170,742 units for a power of 0.8. */
  @Test
  void anImbalanceOfOnePercentIsFoundInTime() {
    assertThat(flagged(0.505, 5_000, 0.001, 1_000, 60))
        .as("within 300,000 units, seed " + SEED)
        .isGreaterThan(0.85);
    assertThat(flagged(0.505, 5_000, 0.001, 1_000, 30))
        .as("within 150,000 units, seed " + SEED)
        .isBetween(0.35, 0.55);
  }

  /** The price of looking all the time: at the same counts the fixed test's p-value is smaller. */
  @Test
  void isStricterThanOneFixedTest() {
    for (long off : new long[] {0, 500, 1_000, 2_000, 5_000}) {
      long[] observed = {500_000 + off, 500_000 - off};
      var fixed = (SampleRatio.Tested) SampleRatio.of(0.5, 0.5).test(observed);
      assertThat(tested(EVEN, observed).pValue()).isGreaterThanOrEqualTo(fixed.pValue());
    }
    assertThat(tested(EVEN, 505_000, 495_000).pValue()).isLessThan(1e-10);
  }

  @Test
  void aVariantWithoutAShareMayNotHaveUnits() {
    SequentialSampleRatio half = SequentialSampleRatio.of(0.5, 0.0, 0.5);
    assertThat(half.test(30, 1, 50)).isEqualTo(new Tested(Double.POSITIVE_INFINITY, 0.0));
    assertThat(half.test(30, 0, 50)).isEqualTo(EVEN.test(30, 50));
    assertThat(SequentialSampleRatio.of(1.0, 0.0).test(30, 1))
        .isEqualTo(new Tested(Double.POSITIVE_INFINITY, 0.0));
  }

  @Test
  void thereMustBeSomethingToCompare() {
    assertThat(EVEN.test(0, 0)).isEqualTo(new NotDefined(Reason.TOO_FEW_UNITS));
    assertThat(SequentialSampleRatio.of(1.0).test(10))
        .isEqualTo(new NotDefined(Reason.TOO_FEW_VARIANTS));
  }

  @Test
  void theDefaultIsTenThousand() {
    assertThat(EVEN.test(70, 30)).isEqualTo(EVEN.withConcentration(10_000).test(70, 30));
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertThatThrownBy(() -> SequentialSampleRatio.of(0.5, 0.6))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> EVEN.test(1, 2, 3)).isInstanceOf(IllegalArgumentException.class);
    for (double wrong : new double[] {0.0, 0.009, 1.1e9, Double.NaN}) {
      assertThatThrownBy(() -> EVEN.withConcentration(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("from 0.01 to 1e9, not " + wrong);
    }
    EVEN.withConcentration(0.01);
    EVEN.withConcentration(1e9);
  }

  private static void assertFactor(SequentialSampleRatio test, double factor, long... observed) {
    assertThat(Math.exp(tested(test, observed).logBayesFactor()))
        .isEqualTo(factor, within(1e-13 * factor));
  }

  private static void assertLog(SequentialSampleRatio test, double log, long... observed) {
    assertThat(tested(test, observed).logBayesFactor()).isEqualTo(log, within(1e-9));
  }

  private static Tested tested(SequentialSampleRatio test, long... observed) {
    return (Tested) test.test(observed);
  }

  /** The share of runs that are flagged at any look, a look after each batch of units. */
  private static double flagged(double share, int batch, double alpha, int runs, int looks) {
    Random random = new Random(SEED);
    double intended = Math.abs(share - 0.5) < 0.1 ? 0.5 : share;
    SequentialSampleRatio test = SequentialSampleRatio.of(intended, 1 - intended);
    int flagged = 0;
    for (int run = 0; run < runs; run++) {
      long first = 0;
      for (int look = 1; look <= looks; look++) {
        first += binomial(random, batch, share);
        if (tested(test, first, (long) look * batch - first).pValue() <= alpha) {
          flagged++;
          break;
        }
      }
    }
    return flagged / (double) runs;
  }

  /** Exact where the batch is small or the share is, else rounded from the normal. */
  private static long binomial(Random random, int n, double p) {
    if (n * p * (1 - p) > 50) {
      double normal = n * p + Math.sqrt(n * p * (1 - p)) * random.nextGaussian();
      return Math.max(0, Math.min(n, Math.round(normal)));
    }
    int sum = 0;
    for (int i = 0; i < n; i++) {
      sum += random.nextDouble() < p ? 1 : 0;
    }
    return sum;
  }
}
