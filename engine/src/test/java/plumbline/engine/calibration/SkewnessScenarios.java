package plumbline.engine.calibration;

import java.math.BigInteger;
import java.util.List;
import java.util.SplittableRandom;
import plumbline.engine.calibration.Scenario.Rounds;
import plumbline.engine.statistics.Moments;
import plumbline.engine.statistics.Skewness;
import plumbline.engine.statistics.WelchTest;

/** What Welch's t does with few units of a very lopsided metric, and that it is warned of. */
final class SkewnessScenarios {
  /** Skewness 30: (w + 2)·sqrt(w - 1) with w = exp(sigma²). */
  static final double SIGMA = 1.4725;

  private static final double MEAN = Math.exp(0.5 * SIGMA * SIGMA);

  private SkewnessScenarios() {}

  static List<Scenario> all() {
    return List.of(
        scenario("skewness 30, 1,000 units an arm", new Rounds(200, 20_000), 1_000, 1_000),
        scenario("skewness 30, 90/10 split of 10,000", new Rounds(50, 10_000), 9_000, 1_000),
        scenario("skewness 30, 99/1 split of 10,000", new Rounds(50, 10_000), 9_900, 100));
  }

  private static Scenario scenario(String setting, Rounds rounds, int control, int treatment) {
    return new Scenario(
        "Welch's t",
        setting,
        rounds,
        List.of(
            Figure.rate("false positives, treatment called larger", Held.TO_NOTHING),
            Figure.rate("false positives, treatment called smaller", Held.TO_NOTHING),
            Figure.rate("treatment's mean covered", Held.TO_NOTHING),
            Figure.rate("heavy-tail warning", Held.atLeast(0.99))),
        random -> {
          Cubed from = Cubed.draw(random, control);
          Cubed to = Cubed.draw(random, treatment);
          var welch =
              (WelchTest.Compared)
                  new WelchTest(0.05).compare(from.moments(), to.moments(), Units.SCALE);
          boolean called = welch.pValueTwoSided() < 0.05;
          return Scenario.outcomes(
              called && welch.t() > 0,
              called && welch.t() < 0,
              MeanScenarios.normalInterval(Arms.summary(to.moments()).estimate()).contains(MEAN),
              from.warns() || to.warns());
        });
  }

  /** With the sum of cubes, which a long would not hold. */
  private record Cubed(Moments moments, BigInteger sumY3) {
    static Cubed draw(SplittableRandom random, int units) {
      Units skewed = Units.lognormal(SIGMA);
      Sums sums = new Sums(1);
      BigInteger cubes = BigInteger.ZERO;
      for (int i = 0; i < units; i++) {
        long y = skewed.draw(random);
        sums.add(y);
        cubes = cubes.add(BigInteger.valueOf(y * y).multiply(BigInteger.valueOf(y)));
      }
      return new Cubed(sums.moments(), cubes);
    }

    boolean warns() {
      return Skewness.of(moments, sumY3).orElseThrow().unitsForNormalMean() > moments.n();
    }
  }
}
