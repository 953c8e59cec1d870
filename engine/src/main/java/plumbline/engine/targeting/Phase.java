package plumbline.engine.targeting;

/** What an experiment's state means for those it assigns. */
public enum Phase {
  /** Not started yet: assigns nobody. */
  PENDING,
  /** Assigns and records exposures. */
  RUNNING,
  /** Goes on serving by the formula, so that nobody's treatment changes, and records nothing. */
  STOPPED,
  /** Serves control in the place of every treatment. */
  HALTED,
  /** Decided: assigns nobody. */
  OVER
}
