package plumbline.engine.calibration;

import java.util.List;
import java.util.function.Function;
import plumbline.engine.calibration.ClearanceScenarios.Judge;
import plumbline.engine.calibration.Cohorts.Day;
import plumbline.engine.calibration.CupedScenarios.History;
import plumbline.engine.guardrail.Clearance.State;
import plumbline.engine.statistics.ArmSummary;
import plumbline.engine.statistics.Normal;

/**
 * A mistake that is easily made, in the place of the engine in one scenario: the scenario has to
 * turn red, or it would not find the mistake in the engine either.
 */
record PlantedFault(String name, Scenario engine, Scenario faulty) {

  /** What the engine and the fault showed on the same data. */
  record Result(String name, Runner.Result engine, Runner.Result faulty) {
    /** The engine is green and the fault is red. */
    boolean found() {
      return engine.holds() && !faulty.holds();
    }
  }

  Result run(Runner runner, int rounds) {
    return new Result(name, runner.run(engine, rounds), runner.run(faulty, rounds));
  }

  static List<PlantedFault> all() {
    return List.of(
        of(
            "event-level variance of a ratio",
            RatioScenarios::noEffect,
            RatioScenarios.DELTA,
            RatioScenarios.EVENT_LEVEL),
        of(
            "event-level variance of a quantile",
            QuantileScenarios::median,
            QuantileScenarios::engine,
            QuantileScenarios::eventLevel),
        of(
            "a covariate measured after exposure",
            CupedScenarios::effect,
            History::before,
            History::early),
        of(
            "rho of the confidence sequence tuned on the data",
            AlwaysValidScenarios::untilLong,
            AlwaysValidScenarios.planned(20_000),
            AlwaysValidScenarios::tunedOnTheData),
        of(
            "units counted that are still measured",
            AlwaysValidScenarios::novelty,
            Day::matured,
            Day::soFar),
        of(
            "(1 + r)² missing in the contrast's variance",
            ClearanceScenarios::atTheMargin,
            ClearanceScenarios.ENGINE,
            withCritical(1.0, Normal.upperQuantile(0.05))),
        of(
            "two-sided critical value for a one-sided test",
            ClearanceScenarios::atTheMargin,
            ClearanceScenarios.ENGINE,
            withCritical(1.5, Normal.twoSidedQuantile(0.05))),
        of(
            "one-sided critical value for a two-sided test",
            MeanScenarios::noEffect,
            MeanScenarios.WELCH,
            new Method<>("one-sided", arms -> MeanScenarios.welch(arms, 0.1))));
  }

  private static <M> PlantedFault of(
      String name, Function<M, Scenario> scenario, M engine, M fault) {
    return new PlantedFault(name, scenario.apply(engine), scenario.apply(fault));
  }

  /** A share's contrast with control's limit, written out. */
  private static Judge withCritical(double slopeInVariance, double critical) {
    return (threshold, control, treatment) -> {
      ArmSummary from = control.summary(1.0).orElseThrow();
      ArmSummary to = treatment.summary(1.0).orElseThrow();
      double error =
          Math.sqrt(
              to.variance() / to.n()
                  + slopeInVariance * slopeInVariance * from.variance() / from.n());
      double z = (to.mean() - threshold.slope() * from.mean()) / error;
      if (z < -critical) {
        return State.CLEARED;
      }
      return z > critical ? State.BREACHED : State.UNPROVEN;
    };
  }
}
