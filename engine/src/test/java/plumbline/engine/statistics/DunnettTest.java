package plumbline.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DunnettTest {
  private static final long SEED = 20_260_614;
  private static final Estimate ARM = new Estimate(0.0, 1.0);

  /** Family 19 of the reference: unadjusted tests, and Bonferroni's, of two and five treatments. */
  @Test
  void theErrorOfTheFamilyAsPublished() {
    assertThat(equal(2).adjust(0.05, 0.05)[0]).isEqualTo(0.09074621420420037, within(1e-14));
    assertThat(equal(2).adjust(0.025, 1)[0]).isEqualTo(0.04647339678359008, within(1e-14));
    assertThat(equal(5).adjust(0.05, 1, 1, 1, 1)[0]).isEqualTo(0.182848611017271, within(1e-14));
    assertThat(equal(5).adjust(0.01, 1, 1, 1, 1)[0]).isEqualTo(0.0420855342514469, within(1e-14));
  }

  /**
   * mpmath 1.3.0, 30 digits, root of the same integral. Rounded they are the two-sided 5 % row of
   * Dunnett's table (1964): 1.96 2.21 2.35 2.44 2.51 2.57 2.61 2.65 2.69.
   */
  @Test
  void criticalValuesOfTheTable() {
    double[] expected = {
      1.959963984540054,
      2.212127746578618,
      2.348970590339272,
      2.44177077319762,
      2.511463053471259,
      2.566996679938464,
      2.613001845821005,
      2.652175799490442,
      2.686223367374137
    };
    for (int k = 1; k <= expected.length; k++) {
      assertThat(equal(k).criticalValue(0.05)).isEqualTo(expected[k - 1], within(1e-13));
    }
    assertThat(equal(3).criticalValue(0.01)).isEqualTo(2.91499929363, within(1e-11));
  }

  /** Gauss-Legendre in numpy 2.4.6; rounded, the table's rows: 2.23 2.57 2.76, 2.09 2.38 2.54. */
  @Test
  void criticalValuesWithFewDegrees() {
    assertThat(equal(10, 1).criticalValue(0.05)).isEqualTo(2.22813885, within(1e-8));
    assertThat(equal(10, 2).criticalValue(0.05)).isEqualTo(2.56833888, within(1e-8));
    assertThat(equal(10, 3).criticalValue(0.05)).isEqualTo(2.75899698, within(1e-8));
    assertThat(equal(20, 2).criticalValue(0.05)).isEqualTo(2.37868998, within(1e-8));
    assertThat(equal(20, 3).criticalValue(0.05)).isEqualTo(2.54034961, within(1e-8));
    assertThat(equal(5, 9).criticalValue(0.05)).isEqualTo(3.97014835, within(1e-8));
    assertThat(equal(5, 2).criticalValue(0.01)).isEqualTo(4.627462, within(1e-6));
    assertThat(equal(1e7, 3).criticalValue(0.05)).isEqualTo(2.348970590339272, within(1e-6));
  }

  /**
   * Dunnett's own example (1955): blood counts of animals under two drugs. scipy 1.17.1's
   * stats.dunnett, mean of 20 runs, as it integrates by random points: within 1e-4.
   */
  @Test
  void bloodCounts() {
    Estimate control = new Estimate(8.25, 1.0 / 6);
    Dunnett dunnett =
        Dunnett.of(12, control, new Estimate(8.9, 1.0 / 4), new Estimate(10.878, 1.0 / 5));
    double[] adjusted = dunnett.adjust(0.40821701622328793, 0.0030706348789022605);
    assertThat(adjusted[0]).isEqualTo(0.62012, within(1e-4));
    assertThat(adjusted[1]).isEqualTo(0.005808, within(1e-4));
  }

  /** mpmath 1.3.0, 30 digits. */
  @Test
  void farTailsAreTails() {
    assertThat(equal(2).largestTail(5)).isCloseTo(1.144956870230245e-6, withinPercentage(1e-10));
    assertThat(equal(5).largestTail(7.5)).isCloseTo(3.190821016952771e-13, withinPercentage(1e-10));
    Dunnett mixed = loaded(Double.POSITIVE_INFINITY, 0.9, 0.3, 0.7, 0.99);
    assertThat(mixed.largestTail(0.5)).isEqualTo(0.9496736802531778, within(1e-14));
    assertThat(mixed.largestTail(2)).isEqualTo(0.1321361591855951, within(1e-14));
    assertThat(mixed.largestTail(4)).isCloseTo(0.0002278525397746655, withinPercentage(1e-10));
    assertThat(mixed.largestTail(7.2)).isCloseTo(2.360041480494862e-12, withinPercentage(1e-10));
    Dunnett few = loaded(8, 0.9, 0.3, 0.7);
    assertThat(few.largestTail(3)).isEqualTo(0.043108583236196034, within(1e-12));
    assertThat(few.largestTail(20)).isCloseTo(1.111802987206333e-07, withinPercentage(1e-8));
    // Cauchy's, far out: 2/(π·c).
    assertThat(equal(1, 1).largestTail(1e30)).isCloseTo(2e-30 / Math.PI, withinPercentage(1e-8));
    assertThat(equal(3).largestTail(0)).isEqualTo(1.0, within(1e-15)).isLessThanOrEqualTo(1.0);
    assertThat(equal(3).largestTail(1e200)).isZero();
  }

  /** A control that is known exactly shares nothing: 1 - (1 - p)^k. */
  @Test
  void withoutAnythingSharedItIsSidaks() {
    Estimate exact = new Estimate(0, 0);
    Dunnett dunnett = Dunnett.of(exact, ARM, ARM, ARM);
    for (double p : new double[] {1e-20, 1e-3, 0.3}) {
      double expected = -Math.expm1(3 * Math.log1p(-p));
      assertThat(dunnett.adjust(p, p, p)[1]).isCloseTo(expected, withinPercentage(1e-10));
    }
    assertThat(Dunnett.of(exact, exact, exact, exact).adjust(0.3, 1, 1)[0])
        .isEqualTo(dunnett.adjust(0.3, 1, 1)[0]);
  }

  /**
   * Nearly all shared: nearly one comparison; what is lower counts as a thousandth. mpmath 1.3.0.
   */
  @Test
  void whereAllIsSharedOneTestIsEnough() {
    Estimate sure = new Estimate(0, 1e-3 / 0.999);
    Dunnett dunnett = Dunnett.of(ARM, sure, sure);
    double adjusted = dunnett.adjust(0.05, 0.05)[0];
    assertThat(adjusted).isEqualTo(0.05208497128760023, within(1e-13));
    Estimate surest = new Estimate(0, 1e-9);
    assertThat(Dunnett.of(ARM, surest, surest).adjust(0.05, 0.05)[0])
        .isEqualTo(adjusted, within(1e-12));
  }

  @Test
  void oneTreatmentNeedsNoCorrection() {
    for (double p : new double[] {0.0, 1e-300, 1e-280, 1e-12, 0.03, 0.8, 1.0}) {
      assertThat(equal(1).adjust(p)[0]).isCloseTo(p, withinPercentage(1e-9));
      assertThat(equal(7, 1).adjust(p)[0]).isCloseTo(p, withinPercentage(1e-8));
    }
    assertThat(equal(1, 1).adjust(1e-99)[0]).isCloseTo(1e-99, withinPercentage(1e-8));
    assertThat(equal(1, 1).adjust(1e-101)[0]).isEqualTo(1e-101);
    assertThat(equal(1).levels(0.05, 0.2)[0]).isEqualTo(0.05, within(1e-15));
  }

  @Test
  void liesBetweenNoCorrectionAndBonferroni() {
    Dunnett dunnett = loaded(Double.POSITIVE_INFINITY, 0.9, 0.3, 0.7);
    double before = 0.0;
    for (double p = 1e-320; p <= 1.0; p = p * 3 + 1e-320) {
      double adjusted = dunnett.adjust(p, 1, 1)[0];
      assertThat(adjusted).isBetween(p, Math.min(1.0, 3 * p)).isGreaterThanOrEqualTo(before);
      before = adjusted;
    }
    assertThat(dunnett.adjust(0, 1, 0.5)).startsWith(0.0, 1.0);
  }

  /** Simulated: treatments of 1, 10 and 0.1 times control's variance. */
  @Test
  void holdsTheErrorOfTheFamily() {
    double[] variances = {1.0, 10.0, 0.1};
    Dunnett dunnett =
        Dunnett.of(
            ARM,
            Arrays.stream(variances).mapToObj(v -> new Estimate(0, v)).toArray(Estimate[]::new));
    double critical = dunnett.criticalValue(0.05);
    Random random = new Random(SEED);
    int rounds = 400_000;
    int errors = 0;
    for (int round = 0; round < rounds; round++) {
      double control = random.nextGaussian();
      boolean any = false;
      for (double variance : variances) {
        double difference = Math.sqrt(variance) * random.nextGaussian() - control;
        any |= Math.abs(difference) / Math.sqrt(1.0 + variance) >= critical;
      }
      errors += any ? 1 : 0;
    }
    double error = Math.sqrt(0.05 * 0.95 / rounds);
    assertThat(errors / (double) rounds).as("seed " + SEED).isEqualTo(0.05, within(4 * error));
  }

  /** At the level of one test the interval is estimate ± critical value · se. */
  @Test
  void levelsBelongToTheCriticalValue() {
    Dunnett normal = equal(4);
    double[] p = {0.2, 1e-5, 0.0145, 0.0147};
    for (double level : normal.levels(0.05, p)) {
      assertThat(Normal.twoSidedQuantile(level))
          .isEqualTo(normal.criticalValue(0.05), within(1e-12));
    }
    Dunnett few = equal(9, 4);
    assertThat(StudentT.twoSidedQuantile(few.levels(0.05, p)[2], 9))
        .isEqualTo(few.criticalValue(0.05), within(1e-12));
  }

  @Test
  void pIsBelowItsLevelExactlyWhereTheAdjustedPIsBelowAlpha() {
    Dunnett dunnett = loaded(Double.POSITIVE_INFINITY, 0.9, 0.3, 0.7);
    for (double alpha : new double[] {0.2, 0.05, 1e-6}) {
      double edge = dunnett.levels(alpha, 1, 1, 1)[0];
      for (double factor : new double[] {0.5, 1 - 1e-12, 1 - 1e-15, 1, 1 + 1e-15, 1 + 1e-12, 2}) {
        double[] p = {edge * factor, 1, 0};
        double[] adjusted = dunnett.adjust(p);
        double[] levels = dunnett.levels(alpha, p);
        for (int i = 0; i < p.length; i++) {
          assertThat(p[i] < levels[i]).as("%s %s", alpha, factor).isEqualTo(adjusted[i] < alpha);
          assertThat(levels[i]).isCloseTo(edge, withinPercentage(1e-9));
        }
      }
    }
  }

  @Test
  void isForPlannedLooksOnly() {
    assertThat(equal(2).isValidUnderContinuousLooking()).isFalse();
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertThatThrownBy(() -> Dunnett.of(ARM)).hasMessageContaining("at least one");
    assertThatThrownBy(() -> Dunnett.of(0.9, ARM, ARM)).hasMessageContaining("degrees of freedom");
    assertThatThrownBy(() -> Dunnett.of(Double.NaN, ARM, ARM))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> equal(2).adjust(0.1)).hasMessageContaining("2 treatments, not 1");
    assertThatThrownBy(() -> equal(1).adjust(1.5)).hasMessageContaining("from 0 to 1, not 1.5");
    assertThatThrownBy(() -> equal(1).criticalValue(0)).hasMessageContaining("alpha");
    assertThatThrownBy(() -> equal(1).largestTail(-1)).hasMessageContaining("at least 0, not -1");
    assertThatThrownBy(() -> equal(1).largestTail(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Dunnett equal(int treatments) {
    return equal(Double.POSITIVE_INFINITY, treatments);
  }

  private static Dunnett equal(double df, int treatments) {
    Estimate[] arms = new Estimate[treatments];
    Arrays.fill(arms, ARM);
    return Dunnett.of(df, ARM, arms);
  }

  /** Where l² = 1/(1 + v), v is 1/l² - 1. */
  private static Dunnett loaded(double df, double... loadings) {
    return Dunnett.of(
        df,
        ARM,
        Arrays.stream(loadings)
            .mapToObj(l -> new Estimate(0, 1 / (l * l) - 1))
            .toArray(Estimate[]::new));
  }
}
