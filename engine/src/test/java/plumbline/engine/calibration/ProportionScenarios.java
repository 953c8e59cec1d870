package plumbline.engine.calibration;

import java.util.List;
import java.util.SplittableRandom;
import plumbline.engine.calibration.Scenario.Rounds;
import plumbline.engine.planning.ProportionPlan;
import plumbline.engine.planning.SampleSize;
import plumbline.engine.planning.Significance;
import plumbline.engine.statistics.NotDefined;
import plumbline.engine.statistics.Proportion;
import plumbline.engine.statistics.ProportionTest;

/** Two shares. A count of successes is binomial, so it is drawn itself. */
final class ProportionScenarios {
  private static final Rounds MANY = new Rounds(3_000, 500_000);

  static final Method<Arms<Proportion>> POOLED_Z =
      new Method<>("Pooled z, Newcombe's interval", arms -> pooled(arms, 0.05));

  private ProportionScenarios() {}

  static List<Scenario> all() {
    double size =
        new ProportionPlan(0.1, Significance.twoSided(0.05)).unitsFor(0.01, 0.8, 1).control();
    return List.of(
        noEffect(
            POOLED_Z, "10 %, 1,000 units an arm", 1_000, 1_000, 0.1, Held.between(0.045, 0.055)),
        noEffect(
            POOLED_Z,
            "99/1 split, 2 % of 99,000 and 1,000",
            99_000,
            1_000,
            0.02,
            Held.between(0.04, 0.06)),
        noEffect(
            POOLED_Z,
            "zero or one event: 0.05 % of 1,000 units an arm",
            1_000,
            1_000,
            0.0005,
            Held.atMost(0.05)),
        Scenario.ofEffect(
            POOLED_Z,
            "10 % against 11 %, as many units as planned for a power of 80 %",
            MANY,
            0.01,
            Held.to(power((long) Math.ceil(size))),
            Held.between(0.945, 0.955),
            random -> draw(random, (long) Math.ceil(size), (long) Math.ceil(size), 0.1, 0.11)),
        coverage(
            "3 % against 5 %, 200 units an arm", 200, 200, 0.03, 0.05, Held.between(0.945, 0.965)),
        coverage(
            "zero or one event: 0.05 % against 0.1 %, 1,000 units an arm",
            1_000, 1_000, 0.0005, 0.001, Held.atLeast(0.95)),
        coverage(
            "99/1 split, 2 % of 99,000 against 3 % of 1,000",
            99_000, 1_000, 0.02, 0.03, Held.between(0.94, 0.96)));
  }

  static Scenario noEffect(
      Method<Arms<Proportion>> method,
      String setting,
      long control,
      long treatment,
      double rate,
      Held held) {
    return Scenario.ofNoEffect(
        method, setting, MANY, held, random -> draw(random, control, treatment, rate, rate));
  }

  private static Scenario coverage(
      String setting, long control, long treatment, double from, double to, Held held) {
    return Scenario.ofCoverage(
        POOLED_Z,
        setting,
        MANY,
        to - from,
        held,
        Held.to(0),
        random -> draw(random, control, treatment, from, to));
  }

  private static double power(long units) {
    return new ProportionPlan(0.1, Significance.twoSided(0.05))
        .power(0.01, SampleSize.even(units))
        .detected();
  }

  static Arms<Proportion> draw(
      SplittableRandom random, long control, long treatment, double from, double to) {
    return new Arms<>(
        new Proportion(Draws.binomial(random, control, from), control),
        new Proportion(Draws.binomial(random, treatment, to), treatment));
  }

  static Answer pooled(Arms<Proportion> arms, double alpha) {
    return switch (new ProportionTest(alpha).compare(arms.control(), arms.treatment())) {
      case NotDefined _ -> Answer.NONE;
      case ProportionTest.Compared c ->
          Answer.of(c.pooled().filter(z -> z.pValueTwoSided() < alpha).isPresent(), c.interval());
    };
  }
}
