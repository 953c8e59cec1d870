package plumbline.analysis.signin;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place on this very site. Browsers read {@code //host}, {@code /\host} and tabs or newlines in
 * between as another site, so nothing that could be read that way is one.
 */
record LocalPath(String value) {
  private static final Pattern LOCAL =
      Pattern.compile("/(?![/\\\\])[\\x21-\\x7e&&[^\\\\]]{0,2000}");

  static Optional<LocalPath> parse(@Nullable String asked) {
    return asked != null && LOCAL.matcher(asked).matches()
        ? Optional.of(new LocalPath(asked))
        : Optional.empty();
  }
}
