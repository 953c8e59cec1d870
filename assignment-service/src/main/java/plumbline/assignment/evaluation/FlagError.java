package plumbline.assignment.evaluation;

/** Why a flag cannot be evaluated; the names are OpenFeature's. */
public enum FlagError {
  /** There is no such flag, or it was archived. */
  FLAG_NOT_FOUND,
  /** Its values are of another type than was asked for. */
  TYPE_MISMATCH,
  /** The context does not say which unit it is about, and the flag goes by units. */
  TARGETING_KEY_MISSING,
  /** The context is not what it must be. */
  INVALID_CONTEXT
}
