package plumbline.localstack;

/** The stack cannot do what was asked, for a reason that the person at the terminal can act on. */
public final class StackFailure extends RuntimeException {
  public StackFailure(String message) {
    super(message);
  }

  public StackFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
