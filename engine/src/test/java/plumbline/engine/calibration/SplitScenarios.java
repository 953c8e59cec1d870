package plumbline.engine.calibration;

import java.util.List;
import java.util.SplittableRandom;
import plumbline.engine.calibration.Scenario.Rounds;
import plumbline.engine.statistics.NotDefined;
import plumbline.engine.statistics.SampleRatio;
import plumbline.engine.statistics.SequentialSampleRatio;

/**
 * The check of the split. Units per variant are multinomial, so the counts are drawn themselves.
 */
final class SplitScenarios {
  private static final Rounds MANY = new Rounds(5_000, 500_000);
  private static final double LEVEL = 0.001;

  private SplitScenarios() {}

  static List<Scenario> all() {
    return List.of(
        Scenario.ofNoEffect(
            fixed(0.5, 0.5),
            "50/50, 100,000 units",
            MANY,
            Held.to(LEVEL),
            random -> counts(random, 100_000, 0.5, 0.5)),
        Scenario.ofNoEffect(
            fixed(0.98, 0.01, 0.01),
            "98/1/1, 20,000 units",
            MANY,
            Held.between(0.0005, 0.002),
            random -> counts(random, 20_000, 0.98, 0.01, 0.01)),
        detection(),
        watched("no fault", 0, Held.atMost(LEVEL)),
        watched("2 % of the treatment's units lost", 0.02, Held.TO_NOTHING));
  }

  /** Looked at after every 500 units. */
  private static Scenario watched(String setting, double lost, Held held) {
    SequentialSampleRatio test = SequentialSampleRatio.of(0.5, 0.5);
    return new Scenario(
        "Sample ratio, watched at .001",
        setting + ", 50/50, a look at every 500 units up to 100,000",
        new Rounds(500, 50_000),
        List.of(Figure.rate("called at some look", held)),
        random -> {
          long[] counts = new long[2];
          boolean called = false;
          while (!called && counts[0] + counts[1] < 100_000) {
            long[] more = counts(random, 500, 0.5, 0.5);
            counts[0] += more[0];
            counts[1] += Draws.binomial(random, more[1], 1 - lost);
            called =
                test.test(counts) instanceof SequentialSampleRatio.Tested it && it.pValue() < LEVEL;
          }
          return Scenario.outcomes(called);
        });
  }

  private static Scenario detection() {
    return new Scenario(
        "Sample ratio, chi-square at .001",
        "50/50 of 100,000, 2 % of the treatment's units lost",
        MANY,
        List.of(Figure.rate("power", Held.between(0.445, 0.465))),
        random -> {
          long[] counts = counts(random, 100_000, 0.5, 0.5);
          counts[1] = Draws.binomial(random, counts[1], 0.98);
          return Scenario.outcomes(fixed(0.5, 0.5).answer(counts).rejects());
        });
  }

  private static Method<long[]> fixed(double... shares) {
    return new Method<>(
        "Sample ratio, chi-square at .001", counts -> Answer.of(pValue(counts, shares) < LEVEL));
  }

  static double pValue(long[] counts, double... shares) {
    return switch (SampleRatio.of(shares).test(counts)) {
      case NotDefined _ -> 1.0;
      case SampleRatio.Tested t -> t.pValue();
    };
  }

  /** A multinomial as a chain of binomials. */
  static long[] counts(SplittableRandom random, long units, double... shares) {
    long[] counts = new long[shares.length];
    long left = units;
    double rest = 1.0;
    for (int i = 0; i < shares.length - 1; i++) {
      counts[i] = Draws.binomial(random, left, Math.min(1.0, shares[i] / rest));
      left -= counts[i];
      rest -= shares[i];
    }
    counts[shares.length - 1] = left;
    return counts;
  }
}
