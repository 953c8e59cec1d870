package plumbline.engine.calibration;

import java.util.List;
import java.util.SplittableRandom;
import plumbline.engine.calibration.Scenario.Rounds;
import plumbline.engine.planning.SampleSize;
import plumbline.engine.planning.Significance;
import plumbline.engine.planning.TTestPlan;
import plumbline.engine.statistics.Estimate;
import plumbline.engine.statistics.Interval;
import plumbline.engine.statistics.Moments;
import plumbline.engine.statistics.Normal;
import plumbline.engine.statistics.NotDefined;
import plumbline.engine.statistics.WelchTest;

/** Means: Welch's t, and Fieller's interval of the lift. */
final class MeanScenarios {
  private static final Rounds CHEAP = new Rounds(5_000, 200_000);
  private static final Rounds USUAL = new Rounds(500, 20_000);

  static final Method<Arms<Moments>> WELCH = new Method<>("Welch's t", arms -> welch(arms, 0.05));
  static final Method<Arms<Moments>> FIELLER =
      new Method<>("Fieller's interval of the lift", MeanScenarios::fieller);

  private MeanScenarios() {}

  static List<Scenario> all() {
    Units revenue = Units.lognormal(1.5).share(0.2);
    Units counts = Units.counts(2.0, 0.5);
    double planned =
        new TTestPlan(1.0, Significance.twoSided(0.05)).power(0.5, SampleSize.even(64)).rejected();
    return List.of(
        noEffect(WELCH),
        Scenario.ofNoEffect(
            WELCH,
            "10 units of sd 3 against 30 of sd 1",
            CHEAP,
            Held.between(0.045, 0.06),
            random -> new Arms<>(Draws.normal(random, 10, 5, 3), Draws.normal(random, 30, 5, 1))),
        noEffect("counts, 99/1 split of 10,000", counts, 9_900, 100, Held.between(0.045, 0.07)),
        noEffect(
            "80 % zeros, else lognormal (sigma 1.5), 1,000 units an arm",
            revenue, 1_000, 1_000, Held.between(0.02, 0.058)),
        noEffect(
            "zero or one event: mean 0.0005, 1,000 units an arm",
            Units.counts(0.0005, 1),
            1_000,
            1_000,
            Held.atMost(0.05)),
        Scenario.ofEffect(
            WELCH,
            "an effect of half a standard deviation, 64 units an arm",
            CHEAP,
            0.5,
            Held.to(planned),
            Held.to(0.95),
            random -> new Arms<>(Draws.normal(random, 64, 5, 1), Draws.normal(random, 64, 5.5, 1))),
        lift("mean 10, effect 5 %, 1,000 units an arm", 10, 10.5, Held.to(0.95), Held.to(0)),
        lift(
            "control's mean 4 standard errors from zero",
            4 / Math.sqrt(1_000),
            5 / Math.sqrt(1_000),
            Held.to(0.95),
            Held.atMost(0.03)),
        lift(
            "control's mean half a standard error from zero",
            0.5 / Math.sqrt(1_000),
            1 / Math.sqrt(1_000),
            Held.to(0.95),
            Held.atLeast(0.9)),
        lift("control's mean negative: -10, effect 5 %", -10, -10.5, Held.to(0.95), Held.to(0)),
        Scenario.ofCoverage(
            WELCH,
            "zero variance in both arms",
            new Rounds(100, 1_000),
            0,
            Held.to(1),
            Held.to(1),
            random ->
                new Arms<>(
                    Units.normal(3, 0).sum(random, 100), Units.normal(3, 0).sum(random, 100))),
        Scenario.ofCoverage(
            WELCH,
            "zero variance in control, 100 units an arm",
            CHEAP,
            1,
            Held.to(0.95),
            Held.to(0),
            random ->
                new Arms<>(Draws.normal(random, 100, 3, 0), Draws.normal(random, 100, 4, 1))));
  }

  static Scenario noEffect(Method<Arms<Moments>> method) {
    return Scenario.ofNoEffect(
        method,
        "normal, 500 units an arm",
        CHEAP,
        Held.to(0.05),
        random -> new Arms<>(Draws.normal(random, 500, 10, 3), Draws.normal(random, 500, 10, 3)));
  }

  private static Scenario noEffect(
      String setting, Units units, int control, int treatment, Held held) {
    return Scenario.ofNoEffect(
        WELCH, setting, USUAL, held, random -> draw(random, units, control, treatment));
  }

  private static Scenario lift(
      String setting, double from, double to, Held coverage, Held noNumber) {
    return Scenario.ofCoverage(
        FIELLER,
        setting,
        CHEAP,
        to / from - 1,
        coverage,
        noNumber,
        random ->
            new Arms<>(Draws.normal(random, 1_000, from, 1), Draws.normal(random, 1_000, to, 1)));
  }

  static Arms<Moments> draw(SplittableRandom random, Units units, int control, int treatment) {
    return new Arms<>(units.sum(random, control), units.sum(random, treatment));
  }

  static Answer welch(Arms<Moments> arms, double alpha) {
    return switch (new WelchTest(alpha).compare(arms.control(), arms.treatment(), Units.SCALE)) {
      case NotDefined _ -> Answer.NONE;
      case WelchTest.Compared c -> Answer.of(c.pValueTwoSided() < alpha, c.interval());
    };
  }

  private static Answer fieller(Arms<Moments> arms) {
    return switch (new WelchTest(0.05).compare(arms.control(), arms.treatment(), Units.SCALE)) {
      case NotDefined _ -> Answer.NONE;
      case WelchTest.Compared c -> Answer.of(c.pValueTwoSided() < 0.05, c.lift());
    };
  }

  static Interval normalInterval(Estimate estimate) {
    double half = Normal.twoSidedQuantile(0.05) * Math.sqrt(estimate.variance());
    return new Interval(estimate.value() - half, estimate.value() + half);
  }
}
