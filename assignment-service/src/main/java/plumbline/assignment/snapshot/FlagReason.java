package plumbline.assignment.snapshot;

/** Why a flag gave its value; the names are OpenFeature's. */
public enum FlagReason {
  /** There are no rules: a client may keep the value until it is told of a change. */
  STATIC,
  /** No rule was for the unit. */
  DEFAULT,
  /** By the unit's attributes, or by its name. */
  TARGETING_MATCH,
  /** By a hash of the unit. */
  SPLIT,
  /** The experiment is halted. */
  DISABLED
}
