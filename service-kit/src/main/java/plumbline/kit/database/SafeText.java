package plumbline.kit.database;

/** Text from outside that is kept as it came, as far as PostgreSQL can hold it. */
public final class SafeText {
  private static final char REPLACEMENT = '\uFFFD';

  private SafeText() {}

  /** At most so many characters of it, without NUL, and with no character cut in two. */
  public static String of(String text, int maxLength) {
    var end = Math.min(text.length(), maxLength);
    if (end < text.length() && end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end).replace('\0', REPLACEMENT);
  }
}
