package plumbline.engine.targeting;

/**
 * The rule that decided: the first that applies, in the order of the constants. Only {@link
 * #HALTED} is applied last and wins.
 */
public enum Rule {
  /** The experiment has not started, or is over: the unit takes no part. */
  NOT_STARTED,
  /** The definition names the unit and the variant that it sees; it is never analysed. */
  OVERRIDE,
  /** The unit is in a holdout: it takes no part. */
  HOLDOUT,
  /** The unit's attributes do not match: it takes no part. */
  NOT_ELIGIBLE,
  /** The unit does not have the variant that it must have elsewhere: it takes no part. */
  PREREQUISITE,
  /** The unit is outside the experiment's slots in its layer: it takes no part. */
  LAYER,
  /** The unit is outside the share of units that take part. */
  TRAFFIC,
  /** The published hash. */
  VARIANT,
  /** The experiment is halted: who would be served a variant gets control. */
  HALTED
}
