package plumbline.analysis.guardrail;

import java.util.OptionalDouble;
import plumbline.engine.guardrail.Clearance.State;
import plumbline.engine.guardrail.GuardrailLook;
import plumbline.engine.guardrail.HarmReading.Measured;
import plumbline.engine.guardrail.HarmReading.NotJudged;

/**
 * What one look showed of a guardrail and a treatment. Harms are in the margin's terms: 0.02 is 2 %
 * or 2 percentage points, or in the metric's unit.
 *
 * @param level one-sided, of both bounds
 * @param method of the test; empty where nothing was judged
 * @param margin as it is written: {@code < 1% increase from control}
 * @param sentence with the numbers, for people who may see them
 */
record Reading(
    String metric,
    String treatment,
    State state,
    double level,
    OptionalDouble harm,
    OptionalDouble lower,
    OptionalDouble upper,
    String method,
    String margin,
    String sentence) {

  static Reading of(String metric, String treatment, GuardrailLook look) {
    var margin = look.threshold().text();
    var sentence = treatment + ", " + look.describe(metric);
    return switch (look.reading()) {
      case Measured it ->
          new Reading(
              metric,
              treatment,
              it.state(),
              look.levelOneSided(),
              it.harm(),
              it.lower(),
              it.upper(),
              it.method().words(),
              margin,
              sentence);
      case NotJudged none ->
          new Reading(
              metric,
              treatment,
              none.state(),
              look.levelOneSided(),
              OptionalDouble.empty(),
              OptionalDouble.empty(),
              OptionalDouble.empty(),
              "",
              margin,
              sentence);
    };
  }

  boolean isBreached() {
    return state == State.BREACHED;
  }
}
