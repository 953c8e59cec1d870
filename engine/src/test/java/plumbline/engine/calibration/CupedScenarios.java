package plumbline.engine.calibration;

import java.util.List;
import java.util.SplittableRandom;
import plumbline.engine.calibration.Scenario.Rounds;
import plumbline.engine.statistics.Cuped;
import plumbline.engine.statistics.CupedMoments;
import plumbline.engine.statistics.NotDefined;
import plumbline.engine.statistics.RatioCupedMoments;
import plumbline.engine.statistics.WelchTest;

/** Units that were as active before the experiment as they are in it. */
final class CupedScenarios {
  private static final Rounds USUAL = new Rounds(300, 20_000);
  private static final int UNITS = 1_000;
  private static final double LIFT = 0.05;
  private static final double MEAN = 8;
  private static final double SHAPE = 2;

  /**
   * What a unit did, in the order of time.
   *
   * @param before its exposure
   * @param early after it, in the first half of the window
   * @param late in the other half
   */
  record History(long before, long early, long late) {
    long inWindow() {
      return early + late;
    }
  }

  /** Which part of a unit's history is taken for its covariate. */
  interface CovariateOf {
    long covariate(History unit);
  }

  private CupedScenarios() {}

  static List<Scenario> all() {
    return List.of(
        noEffect("500 and 1,500 units, counts", USUAL, 500, 1_500),
        noEffect("99/1 split of 10,000 units, counts", new Rounds(50, 10_000), 9_900, 100),
        effect(History::before),
        lift(),
        reduction(),
        RatioCuped.noEffect(),
        RatioCuped.effect());
  }

  private static Scenario noEffect(String setting, Rounds rounds, int control, int treatment) {
    return Scenario.ofNoEffect(
        method(false),
        setting,
        rounds,
        Held.between(0.045, 0.06),
        random ->
            new Arms<>(
                sum(random, control, 0, History::before),
                sum(random, treatment, 0, History::before)));
  }

  /** Where a covariate that the treatment reaches takes the effect for its own. */
  static Scenario effect(CovariateOf covariate) {
    return new Scenario(
        method(false).name(),
        "counts, 5 % more, 1,000 units an arm",
        USUAL,
        List.of(
            Figure.rate("power", Held.TO_NOTHING),
            Figure.rate("power without a covariate", Held.TO_NOTHING),
            Figure.rate("coverage", Held.to(0.95))),
        random -> {
          var arms =
              new Arms<>(sum(random, UNITS, 0, covariate), sum(random, UNITS, LIFT, covariate));
          Answer answer = method(false).answer(arms);
          var plain = new WelchTest(0.05).compare(arms.control().y(), arms.treatment().y(), 1.0);
          return Scenario.outcomes(
              answer.rejects(),
              plain instanceof WelchTest.Compared it && it.pValueTwoSided() < 0.05,
              answer.covers(LIFT * MEAN));
        });
  }

  private static Scenario lift() {
    return Scenario.ofEffect(
        method(true),
        "counts, 5 % more, 1,000 units an arm",
        USUAL,
        LIFT,
        Held.TO_NOTHING,
        Held.to(0.95),
        random ->
            new Arms<>(
                sum(random, UNITS, 0, History::before), sum(random, UNITS, LIFT, History::before)));
  }

  /** cor = var rate / (var rate + mean): what is persistent, over all. */
  private static Scenario reduction() {
    double persistent = MEAN * MEAN / SHAPE;
    double correlation = persistent / (persistent + MEAN);
    return new Scenario(
        method(false).name(),
        "variance that is removed, counts, 1,000 units an arm",
        USUAL,
        List.of(
            Figure.mean(
                "variance removed",
                Held.between(correlation * correlation - 0.01, correlation * correlation + 0.01))),
        random -> {
          var control = sum(random, UNITS, 0, History::before);
          var treatment = sum(random, UNITS, 0, History::before);
          var adjusted = (Cuped.Adjusted) Cuped.adjust(control, treatment, 1.0);
          return new double[] {adjusted.varianceReduction()};
        });
  }

  private static CupedMoments sum(
      SplittableRandom random, int units, double lift, CovariateOf covariate) {
    Sums sums = new Sums(2);
    for (int i = 0; i < units; i++) {
      double rate = MEAN / SHAPE * Draws.gamma(random, SHAPE);
      double half = 0.5 * rate * (1 + lift);
      History unit =
          new History(
              Draws.poisson(random, rate),
              Draws.poisson(random, half),
              Draws.poisson(random, half));
      sums.add(unit.inWindow(), covariate.covariate(unit));
    }
    return sums.cuped();
  }

  private static Method<Arms<CupedMoments>> method(boolean relative) {
    return new Method<>(
        relative ? "CUPED, Fieller's interval of the lift" : "CUPED, mean",
        arms -> answer(Cuped.adjust(arms.control(), arms.treatment(), 1.0), relative));
  }

  static Answer answer(Cuped.Result result, boolean relative) {
    if (!(result instanceof Cuped.Adjusted adjusted)) {
      return Answer.NONE;
    }
    return switch (new WelchTest(0.05).compare(adjusted.control(), adjusted.treatment())) {
      case NotDefined _ -> Answer.NONE;
      case WelchTest.Compared c ->
          relative
              ? Answer.of(c.pValueTwoSided() < 0.05, c.lift())
              : Answer.of(c.pValueTwoSided() < 0.05, c.interval());
    };
  }

  /** A ratio whose units clicked as readily before. */
  private static final class RatioCuped {
    private static final Method<Arms<RatioCupedMoments>> METHOD =
        new Method<>(
            "CUPED, ratio",
            arms -> answer(Cuped.adjust(arms.control(), arms.treatment(), 1.0), false));

    static Scenario noEffect() {
      return Scenario.ofNoEffect(
          METHOD,
          "1,000 units an arm with 1 to 1,000 events, alike",
          USUAL,
          Held.between(0.04, 0.06),
          random -> new Arms<>(sum(random, 9), sum(random, 9)));
    }

    static Scenario effect() {
      return Scenario.ofEffect(
          METHOD,
          "10 % against 10.6 %, 1,000 units an arm with 1 to 1,000 events, alike",
          USUAL,
          1 / 9.4 - 0.1,
          Held.TO_NOTHING,
          Held.between(0.93, 0.96),
          random -> new Arms<>(sum(random, 9), sum(random, 8.4)));
    }

    /** Each event does it with the unit's own probability, beta(1, b), before and after. */
    private static RatioCupedMoments sum(SplittableRandom random, double b) {
      Sums sums = new Sums(4);
      for (int i = 0; i < UNITS; i++) {
        // A beta(1, b) is what this is of a uniform: the same uniform for both.
        double u = random.nextDouble();
        double before = 1 - Math.pow(u, 1 / 9.0);
        double after = 1 - Math.pow(u, 1 / b);
        long views = ClusteredUnits.events(random);
        long viewsBefore = Draws.poisson(random, views);
        sums.add(
            Draws.binomial(random, views, after),
            views,
            Draws.binomial(random, viewsBefore, before),
            viewsBefore);
      }
      return sums.ratioCuped();
    }
  }
}
