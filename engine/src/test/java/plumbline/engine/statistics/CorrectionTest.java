package plumbline.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CorrectionTest {
  private static final long SEED = 20_260_614;

  @ParameterizedTest
  @EnumSource(Correction.class)
  void oneHypothesisNeedsNone(Correction correction) {
    for (double p : new double[] {0.0, 1e-300, 0.04, 1.0}) {
      assertThat(correction.adjust(p)).containsExactly(p);
      assertThat(correction.levels(0.05, 0.04)).containsExactly(0.05);
    }
    assertThat(correction.adjust()).isEmpty();
    assertThat(correction.levels(0.05)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Correction.class)
  void theOrderOfTheInputIsKept(Correction correction) {
    double[] there = correction.adjust(0.03, 0.0, 0.03, 1.0, 0.001);
    double[] back = correction.adjust(0.001, 1.0, 0.03, -0.0, 0.03);
    for (int i = 0; i < 5; i++) {
      assertThat(back[i]).isEqualTo(there[4 - i]);
    }
    assertThat(there[1]).isZero();
    assertThat(there[3]).isEqualTo(1.0);
    assertThat(there[0]).isEqualTo(there[2]);
  }

  /** Holm and Hommel by their definition: every intersection is tested, by Bonferroni or Simes. */
  @Test
  void closedTestsAreTheSame() {
    Random random = new Random(SEED);
    for (int round = 0; round < 300; round++) {
      double[] p = pValues(random, 1 + random.nextInt(7));
      String seen = "seed %d, round %d: %s".formatted(SEED, round, Arrays.toString(p));
      assertThat(Correction.HOLM.adjust(p))
          .as(seen)
          .containsExactly(closed(p, CorrectionTest::bonferroni), within(1e-15));
      assertThat(Correction.HOMMEL.adjust(p))
          .as(seen)
          .containsExactly(closed(p, CorrectionTest::simes), within(1e-15));
    }
  }

  @Test
  void someAreNeverSharperThanOthers() {
    Random random = new Random(SEED);
    for (int round = 0; round < 200; round++) {
      double[] p = pValues(random, 1 + random.nextInt(40));
      assertThat(p).isSorted();
      Correction[] falling = {
        Correction.BONFERRONI, Correction.HOLM, Correction.HOCHBERG, Correction.HOMMEL
      };
      for (int i = 1; i < falling.length; i++) {
        assertNotBelow(falling[i - 1].adjust(p), falling[i].adjust(p));
      }
      assertNotBelow(Correction.HOMMEL.adjust(p), Correction.BENJAMINI_HOCHBERG.adjust(p));
      assertNotBelow(
          Correction.BENJAMINI_YEKUTIELI.adjust(p), Correction.BENJAMINI_HOCHBERG.adjust(p));
      assertNotBelow(Correction.BENJAMINI_HOCHBERG.adjust(p), p);
    }
  }

  /** Of 1,000 p-values k/1000 each: k·(1000/k)/1000 = 1 for all, times the harmonic number. */
  @Test
  void aThousandPValues() {
    double[] p = new double[1000];
    for (int i = 0; i < p.length; i++) {
      p[i] = (i + 1) / 1e6;
    }
    assertThat(Correction.BONFERRONI.adjust(p)[999]).isEqualTo(1.0);
    assertThat(Correction.BENJAMINI_HOCHBERG.adjust(p)[0]).isEqualTo(1e-3, within(1e-17));
    // H(1000) = 7.485470860550344913, Knuth, TAOCP 1, appendix A.
    assertThat(Correction.BENJAMINI_YEKUTIELI.adjust(p)[500])
        .isEqualTo(7.485470860550345e-3, within(1e-17));
    assertThat(Correction.HOMMEL.adjust(p)[0]).isEqualTo(1e-3, within(1e-17));
    assertThat(Correction.HOLM.adjust(p)[1]).isEqualTo(999 * 2e-6, within(1e-17));
  }

  /** Ranks 4, 2, 1, 3. What each is compared with, by hand. */
  @Test
  void levelsAreThoseOfTheSteps() {
    double[] p = {0.6, 0.011, 0.001, 0.02};
    assertLevels(Correction.NONE, p, 0.05, 0.05, 0.05, 0.05);
    assertLevels(Correction.BONFERRONI, p, 0.05 / 4, 0.05 / 4, 0.05 / 4, 0.05 / 4);
    assertLevels(Correction.HOLM, p, 0.05, 0.05 / 3, 0.05 / 4, 0.05 / 2);
    assertLevels(Correction.HOCHBERG, p, 0.025, 0.025, 0.025, 0.025);
    assertLevels(Correction.HOMMEL, p, 0.05, 0.05, 0.05, 0.05);
    assertLevels(Correction.BENJAMINI_HOCHBERG, p, 0.0375, 0.0375, 0.0375, 0.0375);
    // Divided by 1 + 1/2 + 1/3 + 1/4 = 25/12: steps of 0.006, two of which are passed.
    assertLevels(Correction.BENJAMINI_YEKUTIELI, p, 0.012, 0.012, 0.012, 0.012);
  }

  @Test
  void afterHolmsLastStepAllHaveItsLevel() {
    double[] p = {0.04, 0.03, 0.001, 0.9};
    assertLevels(Correction.HOLM, p, 0.05 / 3, 0.05 / 3, 0.05 / 4, 0.05 / 3);
    assertLevels(Correction.HOMMEL, p, 0.05 / 3, 0.05 / 3, 0.05 / 3, 0.05 / 3);
    double[] alike = {0.01, 0.01, 0.9};
    assertLevels(Correction.HOLM, alike, 0.05 / 3, 0.05 / 3, 0.05);
    double[] nothing = {0.9, 0.3, 0.3};
    assertLevels(Correction.HOLM, nothing, 0.05 / 3, 0.05 / 3, 0.05 / 3);
    assertLevels(Correction.HOCHBERG, nothing, 0.05 / 3, 0.05 / 3, 0.05 / 3);
    assertLevels(Correction.BENJAMINI_HOCHBERG, nothing, 0.05 / 3, 0.05 / 3, 0.05 / 3);
    assertLevels(Correction.HOMMEL, nothing, 0.05 / 3, 0.05 / 3, 0.05 / 3);
  }

  /** Many p-values are multiples of 1/40, so that they often lie exactly on a step. */
  @ParameterizedTest
  @EnumSource(Correction.class)
  void pIsBelowItsLevelExactlyWhereTheAdjustedPIsBelowAlpha(Correction correction) {
    Random random = new Random(SEED);
    int below = 0;
    int all = 0;
    for (int round = 0; round < 4_000; round++) {
      double[] p = pValues(random, 1 + random.nextInt(9));
      double alpha = new double[] {0.05, 0.1, 0.2, 0.01}[round % 4];
      double[] adjusted = correction.adjust(p);
      double[] levels = correction.levels(alpha, p);
      for (int i = 0; i < p.length; i++) {
        String seen = "seed %d, round %d: %s".formatted(SEED, round, Arrays.toString(p));
        assertThat(p[i] < levels[i]).as(seen).isEqualTo(adjusted[i] < alpha);
        assertThat(levels[i]).as(seen).isBetween(smallest(alpha, p.length), alpha * (1 + 1e-15));
        assertIsAStep(correction, alpha, levels[i], p.length, seen);
        below += adjusted[i] < alpha ? 1 : 0;
        all++;
      }
    }
    assertThat(below).as("the grid has both answers").isBetween(all / 10, all * 9 / 10);
  }

  @ParameterizedTest
  @EnumSource(Correction.class)
  void onlyBonferroniAndHolmCorrectWhatIsWatched(Correction correction) {
    assertThat(correction.isValidUnderContinuousLooking())
        .isEqualTo(
            switch (correction) {
              case NONE, BONFERRONI, HOLM -> true;
              case HOCHBERG, HOMMEL, BENJAMINI_HOCHBERG, BENJAMINI_YEKUTIELI -> false;
            });
  }

  @ParameterizedTest
  @EnumSource(Correction.class)
  void refusesWhatIsNoPValueAndNoLevel(Correction correction) {
    for (double wrong : new double[] {-1e-9, 1.0000001, Double.NaN}) {
      assertThatThrownBy(() -> correction.adjust(0.5, wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("p-value is from 0 to 1, not " + wrong);
    }
    for (double wrong : new double[] {0.0, 1.0, Double.NaN}) {
      assertThatThrownBy(() -> correction.levels(wrong, 0.5))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("alpha");
    }
  }

  private static void assertLevels(Correction correction, double[] p, double... expected) {
    assertThat(correction.levels(0.05, p))
        .as("%s", correction)
        .containsExactly(expected, within(1e-15));
  }

  /** No p-value pulled its own level to itself: it is alpha over one of the factors. */
  private static void assertIsAStep(
      Correction correction, double alpha, double level, int count, String seen) {
    double factor = alpha / level;
    if (correction == Correction.BENJAMINI_HOCHBERG) {
      factor = count / factor;
    }
    if (correction == Correction.BENJAMINI_YEKUTIELI) {
      double harmonic = 0.0;
      for (int i = 1; i <= count; i++) {
        harmonic += 1.0 / i;
      }
      factor = count * harmonic / factor;
    }
    assertThat(factor).as(seen).isEqualTo(Math.rint(factor), within(1e-12));
  }

  private static double smallest(double alpha, int count) {
    return alpha / (count * (1.0 + Math.log(count))) * (1 - 1e-15);
  }

  private static void assertNotBelow(double[] higher, double[] lower) {
    for (int i = 0; i < lower.length; i++) {
      assertThat(lower[i]).isLessThanOrEqualTo(higher[i] * (1 + 1e-14));
    }
  }

  /** Rising. */
  private static double[] pValues(Random random, int count) {
    double power = 1 + 3 * random.nextDouble();
    boolean round = random.nextBoolean();
    double[] p = new double[count];
    for (int i = 0; i < count; i++) {
      p[i] = Math.pow(random.nextDouble(), power);
      p[i] = round ? Math.rint(40 * p[i]) / 40 : p[i];
    }
    Arrays.sort(p);
    return p;
  }

  private static double[] closed(double[] p, ToDoubleFunction<double[]> test) {
    double[] adjusted = new double[p.length];
    for (int set = 1; set < 1 << p.length; set++) {
      int members = set;
      double[] chosen = Arrays.stream(p).toArray();
      int size = 0;
      for (int i = 0; i < p.length; i++) {
        if ((members >> i & 1) == 1) {
          chosen[size++] = p[i];
        }
      }
      double together = Math.min(1.0, test.applyAsDouble(Arrays.copyOf(chosen, size)));
      for (int i = 0; i < p.length; i++) {
        if ((members >> i & 1) == 1) {
          adjusted[i] = Math.max(adjusted[i], together);
        }
      }
    }
    return adjusted;
  }

  private static double bonferroni(double... rising) {
    return rising.length * rising[0];
  }

  private static double simes(double... rising) {
    double smallest = 1.0;
    for (int i = 0; i < rising.length; i++) {
      smallest = Math.min(smallest, rising.length * rising[i] / (i + 1));
    }
    return smallest;
  }
}
