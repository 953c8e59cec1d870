package plumbline.openfeature;

/** What was given cannot be an event; the message says why, and names no person. */
final class InvalidEventException extends Exception {
  private static final long serialVersionUID = 1;

  InvalidEventException(String message) {
    super(message, null, false, false);
  }
}
