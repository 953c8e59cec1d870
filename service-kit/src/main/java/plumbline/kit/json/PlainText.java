package plumbline.kit.json;

/**
 * JsonFormat writes {@code p < 0.05} as {@code p \\u003c 0.05}, for JSON inside of HTML, where ours
 * never is. People read these sentences.
 */
final class PlainText {
  private static final int ESCAPE = 6;

  private PlainText() {}

  /** The same JSON with the five characters of HTML as they are. */
  static String of(String json) {
    var at = json.indexOf('\\');
    if (at < 0) {
      return json;
    }
    var plain = new StringBuilder(json.length());
    var from = 0;
    while (at >= 0) {
      var character = json.startsWith("\\u00", at) ? html(json.substring(at + 4, at + ESCAPE)) : 0;
      if (character != 0) {
        plain.append(json, from, at).append(character);
        from = at + ESCAPE;
      }
      // A backslash and what it escapes are passed together: the second may be a backslash, too.
      at = json.indexOf('\\', character == 0 ? at + 2 : from);
    }
    return plain.append(json, from, json.length()).toString();
  }

  private static char html(String code) {
    return switch (code) {
      case "3c" -> '<';
      case "3e" -> '>';
      case "26" -> '&';
      case "3d" -> '=';
      case "27" -> '\'';
      default -> 0;
    };
  }
}
