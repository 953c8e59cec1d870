package plumbline.engine.calibration;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import plumbline.engine.calibration.Scenario.Rounds;
import plumbline.engine.statistics.ArmSummary;
import plumbline.engine.statistics.NotDefined;
import plumbline.engine.statistics.Proportion;
import plumbline.engine.statistics.RatioMoments;
import plumbline.engine.statistics.WelchTest;

/** Ratios of events whose units were randomised: clicks over views. */
final class RatioScenarios {
  private static final Rounds USUAL = new Rounds(400, 20_000);

  static final Method<Arms<RatioMoments>> DELTA =
      new Method<>("Ratio, delta method over units", arms -> answer(arms, false));

  private static final Method<Arms<RatioMoments>> LIFT =
      new Method<>("Ratio, delta method over units, lift", arms -> answer(arms, true));

  /** The fault: events taken for units. The sums of events that do it or not are a proportion. */
  static final Method<Arms<RatioMoments>> EVENT_LEVEL =
      new Method<>(
          "Ratio, event level",
          arms ->
              ProportionScenarios.pooled(
                  new Arms<>(events(arms.control()), events(arms.treatment())), 0.05));

  private RatioScenarios() {}

  static List<Scenario> all() {
    Clicks many = new Clicks(RatioScenarios::oneToThousand, 0.5, 4.5);
    Clicks some = new Clicks(RatioScenarios::few, 1, 9);
    Clicks rare = new Clicks(RatioScenarios::oneToThousand, 0.002, 0.998);
    return List.of(
        noEffect(DELTA),
        Scenario.ofNoEffect(
            DELTA,
            "1,000 units an arm with 1 to 1,000 events, strongly alike",
            USUAL,
            Held.between(0.04, 0.06),
            random -> many.arms(random, many, 1_000, 1_000)),
        Scenario.ofNoEffect(
            DELTA,
            "the same, 99/1 split of 20,000: 200 units, of which few have most events",
            new Rounds(30, 4_000),
            Held.TO_NOTHING,
            random -> many.arms(random, many, 19_800, 200)),
        Scenario.ofNoEffect(
            DELTA,
            "99/1 split of 20,000 units with some 6 events each, alike",
            new Rounds(30, 4_000),
            Held.between(0.045, 0.07),
            random -> some.arms(random, some, 19_800, 200)),
        Scenario.ofNoEffect(
            DELTA,
            "1,000 units an arm, 2 in 1,000 have clicks at all",
            USUAL,
            Held.atMost(0.06),
            random -> rare.arms(random, rare, 1_000, 1_000)),
        effect(DELTA, 0.12 - 0.1),
        effect(LIFT, 0.2));
  }

  /** 1 to 20 or so events, as in the reference's case. */
  static Scenario noEffect(Method<Arms<RatioMoments>> method) {
    Clicks clicks = new Clicks(RatioScenarios::few, 1, 9);
    return Scenario.ofNoEffect(
        method,
        "1,000 units an arm with some 6 events each, alike",
        new Rounds(1_000, 40_000),
        Held.between(0.045, 0.06),
        random -> clicks.arms(random, clicks, 1_000, 1_000));
  }

  private static Scenario effect(Method<Arms<RatioMoments>> method, double truth) {
    Clicks from = new Clicks(RatioScenarios::few, 1, 9);
    Clicks to = new Clicks(RatioScenarios::few, 1.2, 8.8);
    return Scenario.ofEffect(
        method,
        "10 % against 12 %, 1,000 units an arm with some 6 events each, alike",
        USUAL,
        truth,
        Held.TO_NOTHING,
        Held.between(0.94, 0.955),
        random -> from.arms(random, to, 1_000, 1_000));
  }

  /**
   * Units whose events do it with a probability of their own, beta distributed.
   *
   * @param events how many a unit has
   */
  record Clicks(Function<SplittableRandom, Long> events, double a, double b) {
    Arms<RatioMoments> arms(SplittableRandom random, Clicks treated, int control, int treatment) {
      return new Arms<>(sum(random, control), treated.sum(random, treatment));
    }

    private RatioMoments sum(SplittableRandom random, int units) {
      Sums sums = new Sums(2);
      for (int i = 0; i < units; i++) {
        long n = events.apply(random);
        sums.add(Draws.binomial(random, n, Draws.beta(random, a, b)), n);
      }
      return sums.ratio();
    }
  }

  static long few(SplittableRandom random) {
    return 1 + Draws.poisson(random, 5.0 * random.nextExponential());
  }

  private static long oneToThousand(SplittableRandom random) {
    return ClusteredUnits.events(random);
  }

  private static Answer answer(Arms<RatioMoments> arms, boolean relative) {
    if (!(arms.control().summary(1.0, 1.0) instanceof ArmSummary control)
        || !(arms.treatment().summary(1.0, 1.0) instanceof ArmSummary treatment)) {
      return Answer.NONE;
    }
    return switch (new WelchTest(0.05).compare(control, treatment)) {
      case NotDefined _ -> Answer.NONE;
      case WelchTest.Compared c ->
          relative
              ? Answer.of(c.pValueTwoSided() < 0.05, c.lift())
              : Answer.of(c.pValueTwoSided() < 0.05, c.interval());
    };
  }

  private static Proportion events(RatioMoments arm) {
    return new Proportion(arm.sumM().longValueExact(), arm.sumD().longValueExact());
  }
}
