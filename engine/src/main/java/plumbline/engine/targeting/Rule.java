package plumbline.engine.targeting;

/**
 * The rule that decided. The first that applies decides, in this order: not started, forced
 * override, holdout, not eligible, prerequisite, outside the layer's slots, outside the traffic,
 * variant. Halted is applied last and wins. Only rules that can decide already are constants.
 */
public enum Rule {
  /** The experiment has not started, or is over: the unit takes no part. */
  NOT_STARTED,
  /** The unit is outside the share of units that take part. */
  TRAFFIC,
  /** The published hash. */
  VARIANT,
  /** The experiment is halted: who would take part gets control. */
  HALTED
}
