package plumbline.engine.calibration;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import plumbline.engine.calibration.Scenario.Rounds;
import plumbline.engine.guardrail.Clearance;
import plumbline.engine.guardrail.Clearance.State;
import plumbline.engine.guardrail.HarmPlan;
import plumbline.engine.guardrail.Scale;
import plumbline.engine.guardrail.Threshold;
import plumbline.engine.guardrail.WatchLevel;
import plumbline.engine.planning.Baseline;
import plumbline.engine.planning.Covariate;
import plumbline.engine.planning.ExperimentPlan;
import plumbline.engine.planning.MeanPlan;
import plumbline.engine.planning.ProportionPlan;
import plumbline.engine.planning.SampleSize;
import plumbline.engine.planning.Significance;
import plumbline.engine.planning.Split;
import plumbline.engine.sequential.Boundaries;
import plumbline.engine.sequential.GroupSequentialDesign;
import plumbline.engine.sequential.Spending;
import plumbline.engine.statistics.ArmSummary;
import plumbline.engine.statistics.AsymptoticSequence;
import plumbline.engine.statistics.Cuped;
import plumbline.engine.statistics.Moments;
import plumbline.engine.statistics.WelchTest;

/** Whether what was planned is found as often as planned: with a power of 80 %. */
final class PlanningScenarios {
  private static final double POWER = 0.8;
  private static final Held PLANNED = Held.between(POWER - 0.01, POWER + 0.01);
  private static final Rounds CHEAP = new Rounds(2_000, 100_000);
  private static final Significance LEVEL = Significance.twoSided(0.05);

  /** Of a mean with the standard deviation 1. */
  private static final double EFFECT = 0.1;

  private PlanningScenarios() {}

  static List<Scenario> all() {
    return List.of(
        unevenShares(),
        withCovariateAndTwoTreatments(),
        nonInferiority(),
        watched(),
        groupSequential(),
        alwaysValid());
  }

  private static Scenario unevenShares() {
    SampleSize size = new ProportionPlan(0.1, LEVEL).unitsFor(-0.02, POWER, 0.25);
    return planned(
        "a share of 10 % falls to 8 %, 80/20 split",
        CHEAP,
        PLANNED,
        random ->
            ProportionScenarios.pooled(
                    ProportionScenarios.draw(
                        random, size.controlUnits(), size.treatmentUnits(), 0.1, 0.08),
                    0.05)
                .rejects());
  }

  /** Each treatment's comparison at half of alpha, with 1 - 0.7² of the units. */
  private static Scenario withCovariateAndTwoTreatments() {
    ExperimentPlan plan =
        new ExperimentPlan(
            new Baseline.Mean(5, 1), Split.even(3), LEVEL, POWER, new Covariate(0.7), 1);
    int units = (int) plan.unitsFor(EFFECT).control();
    return planned(
        "a mean with 2 treatments and a covariate (correlation 0.7), one of them",
        new Rounds(200, 10_000),
        PLANNED,
        random -> {
          Sums control = new Sums(2);
          Sums treatment = new Sums(2);
          for (int i = 0; i < units; i++) {
            control.add(correlated(random, 5));
            treatment.add(correlated(random, 5 + EFFECT));
          }
          var adjusted =
              (Cuped.Adjusted) Cuped.adjust(control.cuped(), treatment.cuped(), Units.SCALE);
          return welch(adjusted.control(), adjusted.treatment()).pValueTwoSided() < 0.025;
        });
  }

  private static long[] correlated(SplittableRandom random, double mean) {
    double x = random.nextGaussian();
    double y = mean + 0.7 * x + Math.sqrt(1 - 0.49) * random.nextGaussian();
    return new long[] {Math.round(y / Units.SCALE), Math.round(x / Units.SCALE)};
  }

  private static Scenario nonInferiority() {
    SampleSize size =
        new MeanPlan(1, Significance.oneSided(0.05)).unitsForNonInferiority(EFFECT, 0, POWER, 1);
    Threshold margin = Threshold.parse("< 0.1 decrease from control", new Scale.Measured(""));
    return planned(
        "a guardrail is cleared, nothing being worse",
        CHEAP,
        PLANNED,
        random -> {
          Moments control = Draws.normal(random, size.controlUnits(), 5, 1);
          Moments treatment = Draws.normal(random, size.treatmentUnits(), 5, 1);
          return new Clearance(margin, 0.05, 0.05).judge(control, treatment, Units.SCALE)
              == State.CLEARED;
        });
  }

  private static Scenario watched() {
    Threshold margin = Threshold.parse("< 20% increase from control", new Scale.Share());
    WatchLevel level = new WatchLevel(0.05, 20, 3, 2);
    HarmPlan plan = new HarmPlan(margin, new Baseline.Rate(0.05), level, POWER);
    SampleSize size = plan.unitsFor(0.5, 1);
    return planned(
        "a guardrail is breached at one look of 20 (3 guardrails, 2 treatments), 50 % worse where 20 % is allowed",
        CHEAP,
        PLANNED,
        random -> {
          Moments control = Draws.share(random, size.controlUnits(), 0.05);
          Moments treatment = Draws.share(random, size.treatmentUnits(), 0.075);
          return new Clearance(margin, level.perPlannedLook(), level.perPlannedLook())
                  .judge(control, treatment, 1)
              == State.BREACHED;
        });
  }

  private static Scenario groupSequential() {
    Boundaries boundaries =
        new GroupSequentialDesign(new Spending.OBrienFleming(), 0.05, 2).equalLooks(5);
    long units = units(boundaries.inflation(POWER));
    return planned(
        "5 looks, with the units that O'Brien and Fleming's type needs more",
        CHEAP,
        PLANNED,
        random ->
            finds(
                random,
                5,
                units,
                (look, arms) -> Arms.look(arms).z() > boundaries.looks().get(look - 1).z()));
  }

  private static Scenario alwaysValid() {
    long units = units(AsymptoticSequence.inflation(0.05, POWER));
    AsymptoticSequence sequence = new AsymptoticSequence(0.05, 2 * units);
    return planned(
        "20 looks by the confidence sequence, with the units that it needs more",
        CHEAP,
        Held.atLeast(POWER),
        random ->
            finds(
                random,
                20,
                units,
                (_, arms) ->
                    sequence.at(2 * arms.control().n()).pValueTwoSided(Arms.look(arms).z())
                        < 0.05));
  }

  private static long units(double inflation) {
    double single = new MeanPlan(1, LEVEL).unitsFor(EFFECT, POWER, 1).control();
    return (long) Math.ceil(inflation * single);
  }

  /** Whether some look finds it; normal units, whose sums are drawn themselves. */
  private static boolean finds(
      SplittableRandom random, int looks, long units, BiPredicate<Integer, Arms<Moments>> found) {
    Arms<Moments> sums = Arms.NOBODY;
    for (int look = 1; look <= looks; look++) {
      long more = units * look / looks - sums.control().n();
      sums =
          Arms.plus(
              sums, Draws.normal(random, more, 5, 1), Draws.normal(random, more, 5 + EFFECT, 1));
      if (found.test(look, sums)) {
        return true;
      }
    }
    return false;
  }

  private static WelchTest.Compared welch(ArmSummary control, ArmSummary treatment) {
    return (WelchTest.Compared) new WelchTest(0.05).compare(control, treatment);
  }

  private static Scenario planned(
      String setting, Rounds rounds, Held held, Predicate<SplittableRandom> found) {
    return new Scenario(
        "Planned power, 80 %",
        setting,
        rounds,
        List.of(Figure.rate("found", held)),
        random -> Scenario.outcomes(found.test(random)));
  }
}
