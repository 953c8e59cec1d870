package plumbline.kit.notification;

import com.google.gson.JsonObject;
import java.util.Optional;

/** Text as Slack, and what imitates it, takes it. */
public final class SlackText {
  private static final int MAX_QUOTED = 500;

  private SlackText() {}

  /**
   * A message.
   *
   * @param text escaped, but for what is markup
   * @param link where the experiment can be seen
   */
  public static String body(String text, Optional<String> link) {
    var body = new JsonObject();
    body.addProperty(
        "text", text + link.map(it -> "\n<" + escape(it) + "|See the experiment>").orElse(""));
    return body.toString();
  }

  /** Slack's own three: what is left of them in a text would be read as a mention or a link. */
  public static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** As a quotation on lines of its own, every line of it, cut if it is long; empty for nothing. */
  public static String quotation(String text) {
    var stripped = text.strip();
    if (stripped.isEmpty()) {
      return "";
    }
    var most = Math.min(stripped.length(), MAX_QUOTED);
    // A pair of surrogates is one character, and is not cut in two.
    var end = Character.isHighSurrogate(stripped.charAt(most - 1)) ? most - 1 : most;
    var cut = end < stripped.length() ? stripped.substring(0, end) + "…" : stripped;
    return "\n> " + escape(cut).replaceAll("\\R", "\n> ");
  }
}
