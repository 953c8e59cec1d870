package plumbline.assignment.definition;

import plumbline.kit.definition.Key;
import plumbline.kit.failure.Failure;

/**
 * An experiment's key, which is also the salt of its hash and is never reused.
 *
 * @param value {@code [a-z0-9][a-z0-9_-]{0,63}}
 */
public record ExperimentKey(String value) {
  /** What a key may be, for people. */
  public static final String ALLOWED = Key.ALLOWED;

  public ExperimentKey {
    if (!isValid(value)) {
      throw new IllegalArgumentException("key " + ALLOWED);
    }
  }

  /**
   * The key that a request's field holds.
   *
   * @throws Failure.Invalid naming the field
   */
  public static ExperimentKey parse(String field, String value) {
    if (!isValid(value)) {
      throw new Failure.Invalid(field, ALLOWED);
    }
    return new ExperimentKey(value);
  }

  /** Whether a text can be a key. */
  public static boolean isValid(String value) {
    return Key.isValid(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
