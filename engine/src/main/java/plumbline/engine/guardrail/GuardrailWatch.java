package plumbline.engine.guardrail;

import plumbline.engine.guardrail.HarmReading.Measured;
import plumbline.engine.guardrail.HarmReading.NotJudged;

/**
 * A guardrail of one treatment while the experiment runs. At each look of the {@link LookSchedule}
 * it is breached where the lower bound of the harm at the look's level lies above the margin. Over
 * all looks, guardrails with its action, and treatments, the chance that any is falsely breached is
 * at most alpha. Nothing is cleared at a look: that is for the {@link Clearance} at the verdict.
 */
public record GuardrailWatch(Threshold threshold, WatchLevel level) {
  /**
   * Takes a look.
   *
   * @param number of the look, from 1, as the schedule gives it
   * @param exposedUnits all variants together, at least 1
   */
  public GuardrailLook look(int number, long exposedUnits, ObservedArms arms) {
    double atLook = level.atLook(number);
    HarmReading reading = new HarmTest(threshold, atLook, atLook).read(arms);
    return new GuardrailLook(
        number,
        exposedUnits,
        atLook,
        threshold,
        switch (reading) {
          case NotJudged none -> none;
          case Measured it -> notCleared(it);
        });
  }

  private static Measured notCleared(Measured it) {
    return it.state() == Clearance.State.CLEARED
        ? new Measured(Clearance.State.UNPROVEN, it.method(), it.harm(), it.lower(), it.upper())
        : it;
  }
}
