package plumbline.engine.calibration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import plumbline.engine.calibration.Scenario.Rounds;
import plumbline.engine.sequential.Boundaries;
import plumbline.engine.sequential.GroupSequentialDesign;
import plumbline.engine.sequential.Look;
import plumbline.engine.sequential.Spending;
import plumbline.engine.statistics.AsymptoticSequence;
import plumbline.engine.statistics.BayesianLift;
import plumbline.engine.statistics.Moments;
import plumbline.engine.statistics.Normal;
import plumbline.engine.statistics.NormalMixture;
import plumbline.engine.statistics.NormalPrior;

/**
 * Looking every day for four weeks and stopping at the first significant result: the naive way
 * beside those that are made for it. The units are normal, so that the sums of a day's are drawn
 * themselves.
 */
final class PeekingScenarios {
  private static final int DAYS = 28;
  private static final int UNITS_A_DAY = 2_500;
  private static final double MEAN = 10;
  private static final double SD = 3;
  private static final Rounds ROUNDS = new Rounds(1_000, 100_000);

  /** What a single test of all units finds with a power of 80 %: 2.8 standard errors. */
  private static final double EFFECT = 2.801585 * SD * Math.sqrt(2.0 / (DAYS * UNITS_A_DAY));

  private static final Boundaries NAIVE =
      Boundaries.of(2, fractions(), constant(Normal.twoSidedQuantile(0.05)));
  private static final Boundaries OBRIEN_FLEMING = spending(new Spending.OBrienFleming());
  private static final Boundaries POCOCK = spending(new Spending.Pocock());
  private static final BayesianLift BAYESIAN =
      new BayesianLift(NormalPrior.aroundZero(EFFECT / MEAN), BayesianLift.Better.HIGHER, 0.05);
  private static final AsymptoticSequence SEQUENCE =
      new AsymptoticSequence(0.05, 2 * DAYS * UNITS_A_DAY);

  private PeekingScenarios() {}

  static List<Scenario> all() {
    Held atMost = Held.atMost(0.05);
    return List.of(
        scenario(
            "no effect",
            0,
            Held.to(0.05),
            Held.to(NAIVE.alpha()),
            Held.to(OBRIEN_FLEMING.alpha()),
            Held.to(POCOCK.alpha()),
            atMost,
            atMost),
        scenario(
            "an effect that one look at the end finds with 80 %",
            EFFECT,
            Held.to(0.8),
            Held.TO_NOTHING,
            power(OBRIEN_FLEMING),
            power(POCOCK),
            Held.TO_NOTHING,
            Held.TO_NOTHING));
  }

  private static Held power(Boundaries boundaries) {
    // Also counts the few results with the wrong sign.
    double power = boundaries.power(2.801585);
    return Held.between(power - 0.001, power + 0.001);
  }

  private static Scenario scenario(String setting, double effect, Held... held) {
    return new Scenario(
        "Looking daily for 28 days",
        setting + ", 2,500 units a day and arm",
        ROUNDS,
        List.of(
            Figure.rate("one look, at the end", held[0]),
            Figure.rate("naive: p below 0.05 on some day", held[1]),
            Figure.rate("group sequential, O'Brien-Fleming type", held[2]),
            Figure.rate("group sequential, Pocock type", held[3]),
            Figure.rate("always valid, confidence sequence", held[4]),
            Figure.rate("always valid, mSPRT", held[5]),
            Figure.rate("Bayesian: chance to win beyond 97.5 % on some day", Held.TO_NOTHING)),
        random -> {
          List<Arms<Moments>> days = days(random, DAYS, UNITS_A_DAY, effect);
          List<Look> looks = days.stream().map(Arms::look).toList();
          return Scenario.outcomes(
              Math.abs(looks.getLast().z()) > Normal.twoSidedQuantile(0.05),
              passes(looks, NAIVE),
              passes(looks, OBRIEN_FLEMING),
              passes(looks, POCOCK),
              ever(looks, day -> SEQUENCE.at(2L * (day + 1) * UNITS_A_DAY)),
              ever(looks, day -> mixture(looks.get(day))),
              days.stream().anyMatch(PeekingScenarios::isSure));
        });
  }

  /** With lifts as large as the effect that is planned for in the prior. */
  private static boolean isSure(Arms<Moments> arms) {
    var view =
        (BayesianLift.Posterior)
            BAYESIAN.posterior(
                Arms.summary(arms.control()).estimate(), Arms.summary(arms.treatment()).estimate());
    return Math.abs(view.chanceToWin() - 0.5) > 0.475;
  }

  private static boolean passes(List<Look> looks, Boundaries boundaries) {
    return IntStream.range(0, looks.size())
        .anyMatch(day -> Math.abs(looks.get(day).z()) > boundaries.looks().get(day).z());
  }

  private static boolean ever(List<Look> looks, IntFunction<NormalMixture> mixture) {
    return IntStream.range(0, looks.size())
        .anyMatch(day -> mixture.apply(day).pValueTwoSided(looks.get(day).z()) < 0.05);
  }

  /** With tau as large as the effect that is planned for. */
  private static NormalMixture mixture(Look look) {
    return new NormalMixture(EFFECT * EFFECT * look.information());
  }

  /** What the sums are at the end of each day. */
  static List<Arms<Moments>> days(SplittableRandom random, int days, int units, double effect) {
    List<Arms<Moments>> all = new ArrayList<>();
    Arms<Moments> sums = Arms.NOBODY;
    for (int day = 0; day < days; day++) {
      sums =
          Arms.plus(
              sums,
              Draws.normal(random, units, MEAN, SD),
              Draws.normal(random, units, MEAN + effect, SD));
      all.add(sums);
    }
    return all;
  }

  private static Boundaries spending(Spending spending) {
    return new GroupSequentialDesign(spending, 0.05, 2).equalLooks(DAYS);
  }

  private static double[] fractions() {
    return IntStream.rangeClosed(1, DAYS).mapToDouble(day -> (double) day / DAYS).toArray();
  }

  private static double[] constant(double z) {
    double[] all = new double[DAYS];
    Arrays.fill(all, z);
    return all;
  }
}
