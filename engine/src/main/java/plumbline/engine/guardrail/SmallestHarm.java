package plumbline.engine.guardrail;

/** The smallest harm that a plan finds with its power. */
public sealed interface SmallestHarm {
  /**
   * There is one.
   *
   * @param harm in the margin's terms, above the margin: 0.175 is 17.5 % (RELATIVE) or 17.5
   *     percentage points, or in the metric's unit (ABSOLUTE)
   * @param treatment the treatment's value then
   * @param approximate where an arm is expected to have fewer than 100 units that did it, or that
   *     did not: exact tests decide there, and this normal approximation is only a guide
   */
  record Detectable(double harm, double treatment, boolean approximate) implements SmallestHarm {}

  /** Not even the largest harm that can be: the guardrail watches nothing. */
  record Undetectable() implements SmallestHarm {}
}
