package plumbline.engine.calibration;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import plumbline.engine.calibration.Scenario.Rounds;
import plumbline.engine.statistics.FisherExact;
import plumbline.engine.statistics.MiettinenNurminen;
import plumbline.engine.statistics.TwoProportions;

/** All that is offered for two shares, on the same tables. */
final class ScoreScenarios {
  private static final Rounds ROUNDS = new Rounds(500, 40_000);

  private ScoreScenarios() {}

  static List<Scenario> all() {
    return List.of(
        tests("10 %", 200, 0.1, 0.1, Held.between(0.04, 0.055), Held.atMost(0.05)),
        tests("10 % against 20 %", 200, 0.1, 0.2, Held.between(0.79, 0.83), Held.TO_NOTHING),
        tests(
            "zero or one event: 0.05 %",
            1_000, 0.0005, 0.0005, Held.atMost(0.05), Held.atMost(0.05)),
        intervals("3 % against 5 %, 200 units an arm", 200, 200, 0.03, 0.05),
        intervals("20 % against 30 %, 50 and 150 units", 50, 150, 0.2, 0.3),
        intervals(
            "zero or one event: 0.05 % against 0.1 %, 1,000 units an arm",
            1_000, 1_000, 0.0005, 0.001));
  }

  private static Scenario tests(
      String setting, long units, double from, double to, Held usual, Held exact) {
    String called = from == to ? "false positives, " : "power, ";
    return new Scenario(
        "Two shares, all tests",
        setting + ", %,d units an arm".formatted(units),
        ROUNDS,
        List.of(
            Figure.rate(called + "pooled z", usual),
            Figure.rate(called + "unpooled z", Held.TO_NOTHING),
            Figure.rate(called + "score", usual),
            Figure.rate(called + "Fisher's exact", exact)),
        random -> {
          TwoProportions table = draw(random, units, units, from, to);
          return Scenario.outcomes(
              isBelow(table.pooled()),
              isBelow(table.unpooled()),
              isBelow(new MiettinenNurminen(table, 0.05).test()),
              FisherExact.pValueTwoSided(table) < 0.05);
        });
  }

  private static Scenario intervals(
      String setting, long control, long treatment, double from, double to) {
    return new Scenario(
        "Two shares, all intervals",
        setting,
        ROUNDS,
        List.of(
            Figure.rate("coverage, Wald", Held.TO_NOTHING),
            Figure.rate("coverage, Agresti-Caffo", Held.atLeast(0.945)),
            Figure.rate("coverage, Newcombe", Held.atLeast(0.945)),
            Figure.rate("coverage, Miettinen-Nurminen", Held.atLeast(0.945)),
            Figure.rate("coverage of the lift, Katz", Held.TO_NOTHING),
            Figure.rate("coverage of the lift, Fieller", Held.TO_NOTHING),
            Figure.rate("coverage of the lift, Miettinen-Nurminen", Held.atLeast(0.945))),
        random -> {
          TwoProportions table = draw(random, control, treatment, from, to);
          MiettinenNurminen score = new MiettinenNurminen(table, 0.05);
          double lift = to / from - 1;
          return Scenario.outcomes(
              table.wald(0.05).contains(to - from),
              table.agrestiCaffo(0.05).contains(to - from),
              table.newcombe(0.05).contains(to - from),
              score.difference().contains(to - from),
              table.katz(0.05).map(ratio -> ratio.contains(1 + lift)).orElse(true),
              Answer.of(false, table.fieller(0.05)).covers(lift),
              Answer.of(false, score.lift()).covers(lift));
        });
  }

  private static boolean isBelow(Optional<TwoProportions.ZTest> test) {
    return test.filter(z -> z.pValueTwoSided() < 0.05).isPresent();
  }

  private static TwoProportions draw(
      SplittableRandom random, long control, long treatment, double from, double to) {
    var arms = ProportionScenarios.draw(random, control, treatment, from, to);
    return new TwoProportions(arms.control(), arms.treatment());
  }
}
