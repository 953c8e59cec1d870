package plumbline.engine.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Mean and variance of what is drawn, within five standard errors. */
class DrawsTest {
  private static final long SEED = 17;
  private static final int DRAWS = 50_000;

  @Test
  void gamma() {
    check(0.3, 0.3, random -> Draws.gamma(random, 0.3));
    check(40, 40, random -> Draws.gamma(random, 40));
  }

  @Test
  void beta() {
    check(0.1, 0.1 * 0.9 / 11, random -> Draws.beta(random, 1, 9));
  }

  @Test
  void binomial() {
    check(0.2 * 7, 7 * 0.16, random -> Draws.binomial(random, 7, 0.2));
    check(1.5, 1.5 * 0.9985, random -> Draws.binomial(random, 1_000, 0.0015));
    check(6_000, 2_400, random -> Draws.binomial(random, 10_000, 0.6));
    assertThat(Draws.binomial(new SplittableRandom(SEED), 1_000, 1)).isEqualTo(1_000);
    assertThat(Draws.binomial(new SplittableRandom(SEED), 1_000, 0)).isZero();
  }

  @Test
  void poisson() {
    check(0.7, 0.7, random -> Draws.poisson(random, 0.7));
    check(90, 90, random -> Draws.poisson(random, 90));
  }

  @Test
  void sumsOfNormalUnitsAreThoseOfUnits() {
    check(7, 4.0 / 50, random -> Draws.normal(random, 50, 7, 2).mean(Units.SCALE).orElseThrow());
    // s² of n normal units has the variance 2·sd⁴/(n - 1).
    check(
        4, 32.0 / 49, random -> Draws.normal(random, 50, 7, 2).variance(Units.SCALE).orElseThrow());
  }

  private static void check(double mean, double variance, ToDoubleFunction<SplittableRandom> draw) {
    var random = new SplittableRandom(SEED);
    var sum = 0.0;
    var squares = 0.0;
    var fourths = 0.0;
    for (var i = 0; i < DRAWS; i++) {
      var away = draw.applyAsDouble(random) - mean;
      sum += away;
      squares += away * away;
      fourths += away * away * away * away;
    }
    var seenVariance = squares / DRAWS;
    assertThat(sum / DRAWS)
        .as("mean, seed " + SEED)
        .isBetween(-5 * Math.sqrt(variance / DRAWS), 5 * Math.sqrt(variance / DRAWS));
    var error = Math.sqrt((fourths / DRAWS - seenVariance * seenVariance) / DRAWS);
    assertThat(seenVariance)
        .as("variance, seed " + SEED)
        .isBetween(variance - 5 * error, variance + 5 * error);
  }
}
