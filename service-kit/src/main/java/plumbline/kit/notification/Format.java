package plumbline.kit.notification;

/** How a message is written. */
public enum Format {
  /** Plumbline's own, for programs. */
  JSON,
  /** A sentence, as Slack and what imitates it take it. */
  SLACK
}
