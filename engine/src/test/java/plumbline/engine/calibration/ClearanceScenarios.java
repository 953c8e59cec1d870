package plumbline.engine.calibration;

import java.util.List;
import plumbline.engine.calibration.Scenario.Rounds;
import plumbline.engine.guardrail.Clearance;
import plumbline.engine.guardrail.Clearance.State;
import plumbline.engine.guardrail.Scale;
import plumbline.engine.guardrail.Threshold;
import plumbline.engine.statistics.Moments;

/**
 * Non-inferiority at the verdict: how often a guardrail is cleared or breached whose truth is
 * known. Successes are binomial, so they are drawn themselves.
 */
final class ClearanceScenarios {
  private static final Rounds MANY = new Rounds(4_000, 200_000);
  private static final double LEVEL = 0.05;
  private static final Scale SHARE = new Scale.Share();

  /** Judges one guardrail; {@code null}-free, at the level 0.05 for both sides. */
  interface Judge {
    State judge(Threshold threshold, Moments control, Moments treatment);
  }

  static final Judge ENGINE =
      (threshold, control, treatment) ->
          new Clearance(threshold, LEVEL, LEVEL).judge(control, treatment, 1.0);

  private ClearanceScenarios() {}

  static List<Scenario> all() {
    Held exact = Held.to(LEVEL);
    Held safe = Held.atMost(LEVEL);
    Threshold half = Threshold.parse("< 50% increase from control", SHARE);
    Threshold points = Threshold.parse("< 0.5pp increase from control", SHARE);
    Threshold fewer = Threshold.parse("< 10% decrease from control", SHARE);
    return List.of(
        atTheMargin(ENGINE),
        scenario(
            ENGINE, points, "+0.5 pp allowed: exactly that", 20_000, 0.02, 0.025, exact, exact),
        scenario(ENGINE, fewer, "-10 % allowed: exactly that", 20_000, 0.2, 0.18, exact, exact),
        scenario(
            ENGINE,
            half,
            "+50 % allowed: no harm",
            20_000,
            0.02,
            0.02,
            Held.atLeast(0.99),
            Held.to(0)),
        scenario(
            ENGINE,
            half,
            "+50 % allowed: twice that",
            20_000,
            0.02,
            0.04,
            Held.to(0),
            Held.atLeast(0.99)),
        scenario(
            ENGINE, half, "rare, +50 % allowed: exactly that", 20_000, 0.0005, 0.00075, safe, safe),
        scenario(
            ENGINE,
            half,
            "rare, +50 % allowed: twice that",
            20_000,
            0.0005,
            0.001,
            safe,
            Held.TO_NOTHING),
        scenario(
            ENGINE,
            points,
            "rare, +0.5 pp allowed: exactly that",
            2_000,
            0.0005,
            0.0055,
            safe,
            safe),
        scenario(
            ENGINE,
            points,
            "rare, +0.5 pp allowed: no harm",
            2_000,
            0.0005,
            0.0005,
            Held.TO_NOTHING,
            Held.to(0)),
        scenario(
            ENGINE,
            half,
            "control without an event, +50 % allowed: none in either",
            2_000,
            0,
            0,
            Held.to(0),
            Held.to(0)));
  }

  /** Where control's variance counts (1 + r)² times. */
  static Scenario atTheMargin(Judge judge) {
    Threshold half = Threshold.parse("< 50% increase from control", SHARE);
    return scenario(
        judge,
        half,
        "+50 % allowed: exactly that",
        20_000,
        0.02,
        0.03,
        Held.to(LEVEL),
        Held.to(LEVEL));
  }

  private static Scenario scenario(
      Judge judge,
      Threshold threshold,
      String setting,
      long units,
      double from,
      double to,
      Held cleared,
      Held breached) {
    return new Scenario(
        "Non-inferiority, one-sided",
        setting,
        MANY,
        List.of(Figure.rate("cleared", cleared), Figure.rate("breached", breached)),
        random -> {
          Moments control = Draws.share(random, units, from);
          Moments treatment = Draws.share(random, units, to);
          State state = judge.judge(threshold, control, treatment);
          return Scenario.outcomes(state == State.CLEARED, state == State.BREACHED);
        });
  }
}
