package plumbline.kit.definition;

import java.util.regex.Pattern;

/** What the key of an experiment, a metric, a backfill may be. */
public final class Key {
  /** What a key may be, for people. */
  public static final String ALLOWED =
      "must be 1 to 64 of a-z, 0-9, '_' and '-', starting with a letter or digit";

  private static final Pattern PATTERN = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");

  private Key() {}

  /** Whether a text can be a key. */
  public static boolean isValid(String value) {
    return PATTERN.matcher(value).matches();
  }
}
