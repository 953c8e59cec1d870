package plumbline.engine.guardrail;

/** What somebody wrote is no guardrail; the message says to them what is allowed. */
public final class GuardrailSyntaxException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  GuardrailSyntaxException(String message) {
    super(message);
  }
}
