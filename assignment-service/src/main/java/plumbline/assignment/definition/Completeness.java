package plumbline.assignment.definition;

/** How far a definition must be thought through. */
public enum Completeness {
  /** A draft: the primary metric may still be missing. */
  DRAFT,
  /** History: exactly one primary metric. What it was planned with may not be known. */
  JUDGED,
  /** To be run: a hypothesis, exactly one primary metric, and guardrails for errors and latency. */
  PLANNED
}
