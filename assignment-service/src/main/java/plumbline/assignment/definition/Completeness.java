package plumbline.assignment.definition;

/** How far a definition must be thought through. */
public enum Completeness {
  /** A draft: the primary metric may still be missing. */
  DRAFT,
  /** To be judged: exactly one primary metric. */
  SUBMITTED
}
