package plumbline.kit.definition;

import plumbline.kit.failure.Violations;

/** What a text in a request may be. */
public final class Text {
  private Text() {}

  /** Checks a text's length as {@link #checkLength} does, and its characters. */
  public static void check(Violations violations, String field, String text, int min, int max) {
    checkLength(violations, field, text, min, max);
    checkClean(violations, field, text);
  }

  /**
   * Checks a text's length.
   *
   * @param min fewest characters; a text that must be there may not be blank
   * @param max most characters, as code points
   */
  public static void checkLength(
      Violations violations, String field, String text, int min, int max) {
    var length = text.codePointCount(0, text.length());
    violations.check(
        length >= min && length <= max && (min == 0 || !text.isBlank()),
        field,
        (min == 0 ? "must be at most " : "must be " + min + " to ") + max + " characters");
  }

  /** Checks a text's characters. */
  public static void checkClean(Violations violations, String field, String text) {
    violations.check(
        isClean(text),
        field,
        "must be valid Unicode without control characters other than tab and line break");
  }

  /** Whether PostgreSQL can keep it and a person can read it. */
  public static boolean isClean(String text) {
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)
          || (Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t')) {
        return false;
      }
    }
    return true;
  }
}
