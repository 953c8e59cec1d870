package plumbline.assignment.audit;

/** What kinds of things are changed. */
public enum AuditSubject {
  /** An experiment. */
  EXPERIMENT,
  /** A metric of the catalogue. */
  METRIC,
  /** A holdout. */
  HOLDOUT,
  /** The decision log. */
  DECISION_LOG
}
