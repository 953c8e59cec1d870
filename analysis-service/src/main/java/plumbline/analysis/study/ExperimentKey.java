package plumbline.analysis.study;

import java.util.regex.Pattern;
import plumbline.kit.failure.Failure;

/** An experiment's key, {@code [a-z0-9][a-z0-9_-]{0,63}}. */
public record ExperimentKey(String value) {
  private static final Pattern ALLOWED = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");

  /**
   * The key that a request names.
   *
   * @throws Failure.Invalid if it cannot be one
   */
  public ExperimentKey {
    if (!isValid(value)) {
      throw new Failure.Invalid(
          "experiment",
          "must be 1 to 64 of a-z, 0-9, '_' and '-', the first of them a letter or a digit");
    }
  }

  /** Whether it can be one. */
  public static boolean isValid(String value) {
    return ALLOWED.matcher(value).matches();
  }

  @Override
  public String toString() {
    return value;
  }
}
