package plumbline.kit.rule;

/** A text that is no rule; the message says where, why, and what is allowed. */
public final class InvalidRuleException extends Exception {
  private static final long serialVersionUID = 1;

  private final String description;

  InvalidRuleException(String description) {
    // An expected answer, not a defect: no stack trace is filled in or kept.
    super(description, null, false, false);
    this.description = description;
  }

  /** The message, to be read after the name of a field. */
  public String description() {
    return description;
  }
}
