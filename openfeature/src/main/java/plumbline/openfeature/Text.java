package plumbline.openfeature;

import java.nio.charset.StandardCharsets;

/** What the contract asks of texts. */
final class Text {
  private static final int MAX_UNIT_BYTES = 256;

  private Text() {}

  /** A text of 1 to so many characters, none of them a control character. */
  static String name(String field, String text, int most) throws InvalidEventException {
    if (text.isEmpty()) {
      throw new InvalidEventException(field + " must not be empty");
    }
    if (text.codePoints().anyMatch(Character::isISOControl)) {
      throw new InvalidEventException(field + " must have no control characters");
    }
    return atMost(field, text, most);
  }

  /** A text of at most so many characters; the empty one too. */
  static String atMost(String field, String text, int most) throws InvalidEventException {
    // Half a surrogate pair would be sent as a question mark: another text, perhaps another user.
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new InvalidEventException(field + " must be valid Unicode");
    }
    if (text.length() > most) {
      throw new InvalidEventException(field + " must have at most " + most + " characters");
    }
    return text;
  }

  /** The id of a unit. */
  static String unit(String type, String id) throws InvalidEventException {
    var field = "the " + type + "'s id";
    name(field, id, MAX_UNIT_BYTES);
    if (id.getBytes(StandardCharsets.UTF_8).length > MAX_UNIT_BYTES) {
      throw new InvalidEventException(field + " must have at most 256 bytes of UTF-8");
    }
    return id;
  }
}
