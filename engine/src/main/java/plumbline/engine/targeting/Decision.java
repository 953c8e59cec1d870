package plumbline.engine.targeting;

/** What a unit gets from one experiment. Instances are made once an experiment, not once a call. */
public sealed interface Decision {
  /** The rule that decided. */
  Rule rule();

  /** The unit takes no part: the caller uses its default. */
  record Default(Rule rule) implements Decision {}

  /**
   * The unit is served a variant.
   *
   * @param variant counted from 0 in the definition's order
   * @param exposes whether showing it is an exposure that the analysis counts
   */
  record Served(int variant, Rule rule, boolean exposes) implements Decision {}
}
