package plumbline.cli;

/** Why a command ends early, in words for the person who gave it. */
final class PlumbException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  PlumbException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  int exitCode() {
    return exitCode;
  }
}
