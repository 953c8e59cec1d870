package plumbline.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import plumbline.engine.statistics.HistogramQuantile.Estimated;

/**
 * How often an interval at 95 % holds the true quantile where a unit's values are alike: lognormal,
 * of a unit's own level and as much again around it.
 */
class QuantileCoverageTest {
  private static final long SEED = 20_26;
  private static final double LEVEL = 4.6;
  private static final double SPREAD = 0.6;
  private static final double Z = 1.959963984540054;

  @Test
  void coversWhatItPromises() {
    check(0.5, 500, 400);
    check(0.95, 500, 400);
  }

  @Test
  void valuesAreNotIndependent() {
    assertThat(coverage(0.5, 500, 400, QuantileCoverageTest::eachAlone))
        .as("taking each value for a unit, seed " + SEED)
        .isLessThan(0.85);
  }

  @Test
  @Tag("long")
  void coversWhatItPromisesInTheTailsToo() {
    for (double nu : new double[] {0.05, 0.5, 0.9, 0.95, 0.99}) {
      check(nu, 1_000, 1_000);
    }
  }

  private static void check(double nu, int units, int rounds) {
    double error = Math.sqrt(0.95 * 0.05 / rounds);
    double coverage = coverage(nu, units, rounds, values -> values);
    System.out.printf(
        "quantile %s, %d units: covered %.4f, Monte-Carlo error %.4f%n",
        nu, units, coverage, error);
    // From above: a bucket's error comes on top, which is most of it where there is much data.
    assertThat(coverage).as("seed " + SEED).isGreaterThan(0.94 - 3 * error).isLessThan(0.995);
  }

  private static double coverage(
      double nu, int units, int rounds, UnaryOperator<ClusteredValues> seen) {
    Random random = new Random(SEED);
    double truth = Math.exp(LEVEL + Math.sqrt(2) * SPREAD * Normal.upperQuantile(1 - nu));
    int covered = 0;
    for (int round = 0; round < rounds; round++) {
      Estimated got = (Estimated) seen.apply(clustered(random, units)).estimate(nu);
      double half = Z * got.standardError() + got.bucketError();
      covered += Math.abs(got.value() - truth) <= half ? 1 : 0;
    }
    return covered / (double) rounds;
  }

  private static ClusteredValues eachAlone(ClusteredValues values) {
    return new ClusteredValues(
        values.units().stream().flatMap(List::stream).map(List::of).toList());
  }

  private static ClusteredValues clustered(Random random, int units) {
    List<List<Long>> all = new ArrayList<>();
    for (int unit = 0; unit < units; unit++) {
      double level = LEVEL + SPREAD * random.nextGaussian();
      List<Long> values = new ArrayList<>();
      // Most units have few values, some have many, some have none.
      for (int n = (int) (-4 * Math.log(1 - random.nextDouble())); n > 0; n--) {
        values.add(Math.round(1e6 * Math.exp(level + SPREAD * random.nextGaussian())));
      }
      all.add(values);
    }
    return new ClusteredValues(all);
  }
}
