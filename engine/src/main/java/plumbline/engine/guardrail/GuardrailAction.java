package plumbline.engine.guardrail;

import java.util.Locale;

/** What happens when a guardrail is breached. */
public enum GuardrailAction {
  /** Everybody gets control at once. */
  HALT,
  /** People are told, and look at it. */
  ALERT;

  /**
   * Reads {@code halt} or {@code Auto-halt experiment if breached}, {@code alert} or {@code Alert +
   * review}; case and the amount of white space do not matter.
   *
   * @throws GuardrailSyntaxException for anything else
   */
  public static GuardrailAction parse(String text) {
    return switch (Words.singleSpaced(text).toLowerCase(Locale.ROOT)) {
      case "halt", "auto-halt experiment if breached" -> HALT;
      case "alert", "alert + review" -> ALERT;
      default ->
          throw new GuardrailSyntaxException(
              "an action is \"halt\" (or \"Auto-halt experiment if breached\") or \"alert\" (or"
                  + " \"Alert + review\"), not "
                  + Words.quoted(text));
    };
  }
}
