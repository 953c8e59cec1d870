package plumbline.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import plumbline.engine.statistics.ProportionTest.Compared;
import plumbline.engine.statistics.ProportionTest.Method;
import plumbline.engine.statistics.RelativeLift.Bounded;

/** What is reported of two proportions never contradicts itself. */
class ProportionAgreementTest {
  private static final long SEED = 20_261_206;
  private static final double[] ALPHAS = {0.2, 0.05, 0.01, 0.001};

  private final Map<Method, Integer> used = new EnumMap<>(Method.class);
  private int significant;

  @Test
  void inEverySmallTable() {
    for (int n1 = 1; n1 <= 12; n1++) {
      for (int n2 = 1; n2 <= 12; n2++) {
        for (int x = 0; x < (n1 + 1) * (n2 + 1); x++) {
          for (double alpha : ALPHAS) {
            check(new Proportion(x / (n2 + 1), n1), new Proportion(x % (n2 + 1), n2), alpha);
          }
        }
      }
    }
    report("tables of up to 12 units per arm");
  }

  @Test
  void inRandomTables() {
    var random = new SplittableRandom(SEED);
    for (int round = 0; round < 6_000; round++) {
      Proportion control = random(random);
      check(control, random(random), ALPHAS[round % ALPHAS.length]);
      check(control, near(control, random), ALPHAS[round % ALPHAS.length]);
    }
    report("random tables");
  }

  /** The level is put right beside each p-value: here a rounding would show. */
  @Test
  void whereTheLevelIsThePValueItself() {
    var random = new SplittableRandom(SEED);
    for (int round = 0; round < 1_500; round++) {
      Proportion control = random(random);
      Proportion treatment = near(control, random);
      TwoProportions table = new TwoProportions(control, treatment);
      Stream.of(table.pooled(), new MiettinenNurminen(table, 0.05).test())
          .flatMap(Optional::stream)
          .map(TwoProportions.ZTest::pValueTwoSided)
          .filter(p -> p > 1e-90 && p < 0.999)
          .forEach(p -> {
            check(control, treatment, p);
            check(control, treatment, Math.nextUp(p));
            check(control, treatment, Math.nextDown(p));
          });
    }
    report("tables at the level of their own p-value");
  }

  private void check(Proportion control, Proportion treatment, double alpha) {
    var result = (Compared) new ProportionTest(alpha).compare(control, treatment);
    Supplier<String> seen = () -> "seed %d, alpha %s: %s".formatted(SEED, alpha, result);
    var rejects = result.pooled().filter(test -> test.pValueTwoSided() < alpha).isPresent();
    assertThat(result.interval().contains(0.0)).as(seen).isEqualTo(!rejects);
    assertThat(result.interval().contains(result.difference())).as(seen).isTrue();
    if (result.lift() instanceof Bounded(double estimate, Interval lift)) {
      assertThat(lift.contains(0.0)).as(seen).isEqualTo(!rejects);
      assertThat(lift.contains(estimate)).as(seen).isTrue();
    }
    if (rejects) {
      var pooled = new TwoProportions(control, treatment).pooled().orElseThrow();
      assertThat(pooled.pValueTwoSided()).as(seen).isLessThan(alpha);
      significant++;
    }
    used.merge(result.method(), 1, Integer::sum);
  }

  private void report(String tables) {
    System.out.printf("%s: %s, %d significant%n", tables, used, significant);
    assertThat(used).containsOnlyKeys(Method.POOLED_NEWCOMBE, Method.SCORE);
    assertThat(significant).isPositive();
  }

  /** From one unit to a thousand million, rare or not. */
  private static Proportion random(SplittableRandom random) {
    long n = 1 + (long) Math.exp(random.nextDouble() * 20.7);
    double rate = random.nextBoolean() ? random.nextDouble() : Math.exp(-20 * random.nextDouble());
    return new Proportion(Math.min(n, Math.round(rate * n)), n);
  }

  /** Within some standard errors of the control, where the methods may disagree. */
  private static Proportion near(Proportion control, SplittableRandom random) {
    long n = Math.max(1, Math.round(control.n() * (0.5 + random.nextDouble())));
    double rate = (control.successes() + 0.5) / (control.n() + 1.0);
    double error = Math.sqrt(rate * (1 - rate) * (1.0 / n + 1.0 / control.n()));
    double moved = rate + error * (random.nextDouble() - 0.5) * 8;
    return new Proportion(Math.clamp(Math.round(moved * n), 0, n), n);
  }
}
