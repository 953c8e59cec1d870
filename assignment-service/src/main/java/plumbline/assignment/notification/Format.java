package plumbline.assignment.notification;

/** How a message is written. */
enum Format {
  /** Plumbline's own, for programs. */
  JSON,
  /** A sentence, as Slack and what imitates it take it. */
  SLACK
}
