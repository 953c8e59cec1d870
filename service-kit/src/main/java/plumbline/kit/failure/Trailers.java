package plumbline.kit.failure;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what ends a call small. gRPC's clients take 8 KiB of headers unless they are told
 * otherwise; of more they see no status at all, but a broken stream. The message is in there twice,
 * once percent-encoded, and details in base64.
 */
final class Trailers {
  /** Of the details of a status. */
  static final int DETAIL_BYTES = 2_000;

  private static final int MESSAGE_BYTES = 1_500;
  private static final int PART_BYTES = 900;
  private static final int ENCODED_BYTES = 3;

  /** A character of three bytes, each encoded. */
  private static final int MOST_PER_CHAR = 9;

  private Trailers() {}

  /** The message, or as much of it as there is room for. */
  static String message(@Nullable String text) {
    return cut(String.valueOf(text), MESSAGE_BYTES);
  }

  /** The same for a part of a detail. */
  static String part(String text) {
    return cut(text, PART_BYTES);
  }

  private static String cut(String text, int most) {
    if ((long) text.length() * MOST_PER_CHAR <= most) {
      return text;
    }
    var bytes = 0;
    for (var at = 0; at < text.length(); ) {
      var character = text.codePointAt(at);
      bytes += encoded(character);
      if (bytes > most) {
        return text.substring(0, at) + "...";
      }
      at += Character.charCount(character);
    }
    return text;
  }

  private static int encoded(int character) {
    return character >= ' ' && character < '~' && character != '%'
        ? 1
        : ENCODED_BYTES * Character.toString(character).getBytes(StandardCharsets.UTF_8).length;
  }
}
