package plumbline.engine.calibration;

import java.util.List;
import plumbline.engine.calibration.Scenario.Rounds;
import plumbline.engine.statistics.LiftTest;
import plumbline.engine.statistics.Moments;
import plumbline.engine.statistics.NotDefined;

/** The lift by other products' approximations. */
final class LiftScenarios {
  private static final Rounds CHEAP = new Rounds(2_000, 200_000);

  private LiftScenarios() {}

  static List<Scenario> all() {
    Method<Arms<Moments>> delta = method("Lift, delta method", LiftTest.Method.DELTA);
    Method<Arms<Moments>> log = method("Lift, log-delta method", LiftTest.Method.LOG_DELTA);
    return List.of(
        noEffect(delta),
        effect(delta, "mean 10, effect 1.25 %, 1,000 units an arm", 10, 10.125, Held.to(0.95)),
        effect(delta, "control's mean negative: -10, effect 1.25 %", -10, -9.875, Held.to(0.95)),
        effect(
            delta,
            "control's mean 4 standard errors from zero, effect 100 %",
            0.1265,
            0.253,
            Held.TO_NOTHING),
        noEffect(log),
        effect(log, "mean 10, effect 1.25 %, 1,000 units an arm", 10, 10.125, Held.to(0.95)),
        effect(
            log,
            "control's mean 4 standard errors from zero, effect 100 %",
            0.1265,
            0.253,
            Held.TO_NOTHING));
  }

  private static Scenario noEffect(Method<Arms<Moments>> method) {
    return Scenario.ofNoEffect(
        method,
        "mean 10, 500 units an arm",
        CHEAP,
        Held.to(0.05),
        random -> new Arms<>(Draws.normal(random, 500, 10, 3), Draws.normal(random, 500, 10, 3)));
  }

  private static Scenario effect(
      Method<Arms<Moments>> method, String setting, double from, double to, Held coverage) {
    return Scenario.ofEffect(
        method,
        setting,
        CHEAP,
        (to - from) / Math.abs(from),
        Held.TO_NOTHING,
        coverage,
        random ->
            new Arms<>(Draws.normal(random, 1_000, from, 1), Draws.normal(random, 1_000, to, 1)));
  }

  private static Method<Arms<Moments>> method(String name, LiftTest.Method approximation) {
    return new Method<>(
        name,
        arms ->
            switch (new LiftTest(0.05, approximation)
                .compare(Arms.summary(arms.control()), Arms.summary(arms.treatment()))) {
              case NotDefined _ -> Answer.NONE;
              case LiftTest.Compared c -> Answer.of(c.pValueTwoSided() < 0.05, c.interval());
            });
  }
}
