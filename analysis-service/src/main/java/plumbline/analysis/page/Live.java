package plumbline.analysis.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A part of a page that keeps itself current: the browser asks for it every few seconds and gets it
 * only when it has changed. In a template {@code {live.html.raw}}.
 *
 * @param seen identifies what is shown; moments alone make no difference
 */
public record Live(String seen, String html) {
  private static final Pattern MOMENT = Pattern.compile("<time[^>]*>[^<]*</time>");
  private static final int BYTES = 8;

  /**
   * The part that is asked for again at {@code url}.
   *
   * @param url with or without a query
   */
  public static Live of(String url, int seconds, TemplateInstance content) {
    var html = content.render();
    var seen = digest(MOMENT.matcher(html).replaceAll(""));
    var asked = url + (url.contains("?") ? "&" : "?") + "seen=" + seen;
    return new Live(seen, Templates.live(asked, seconds, html).render());
  }

  /** In letters alone: digits might look like a number that is withheld. */
  private static String digest(String text) {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of()
          .formatHex(hash, 0, BYTES)
          .chars()
          .map(it -> Character.digit(it, 16) + 'a')
          .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
          .toString();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @CheckedTemplate(basePath = "page")
  static class Templates {
    static native TemplateInstance live(String url, int seconds, String content);
  }
}
