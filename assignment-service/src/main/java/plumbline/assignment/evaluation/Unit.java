package plumbline.assignment.evaluation;

import com.google.protobuf.Value;
import java.util.Map;
import plumbline.kit.failure.Failure;

/** What a caller may say of a unit. On the hot path: nothing is allocated for what is right. */
final class Unit {
  private static final int MAX_BYTES = 256;
  private static final int MAX_ATTRIBUTES = 32;
  private static final int MAX_NAME = 64;

  private Unit() {}

  /**
   * Throws {@link Failure.Invalid} unless it is 1 to 256 bytes of UTF-8 without control characters.
   */
  static void check(String unit) {
    var bytes = utf8Length(unit);
    if (bytes < 1 || bytes > MAX_BYTES) {
      throw new Failure.Invalid(
          "unit", "must be 1 to 256 bytes of UTF-8 without control characters");
    }
  }

  /** Throws {@link Failure.Invalid} for more than 32 attributes, or one that is not a scalar. */
  static void checkAttributes(Map<String, Value> attributes) {
    if (attributes.isEmpty()) {
      return;
    }
    if (attributes.size() > MAX_ATTRIBUTES) {
      throw new Failure.Invalid("attributes", "must be at most " + MAX_ATTRIBUTES);
    }
    attributes.forEach(Unit::checkAttribute);
  }

  private static void checkAttribute(String name, Value value) {
    if (name.isEmpty() || name.length() > MAX_NAME) {
      throw new Failure.Invalid("attributes", "must have names of 1 to 64 characters");
    }
    var valid =
        switch (value.getKindCase()) {
          case BOOL_VALUE, STRING_VALUE -> true;
          case NUMBER_VALUE -> Double.isFinite(value.getNumberValue());
          case NULL_VALUE, STRUCT_VALUE, LIST_VALUE, KIND_NOT_SET -> false;
        };
    if (!valid) {
      throw new Failure.Invalid(
          "attributes[" + name + "]", "must be a bool, a string or a finite number");
    }
  }

  /** Length as UTF-8; -1 if there is a control character or half a surrogate pair. */
  private static int utf8Length(String text) {
    var bytes = 0;
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (Character.isISOControl(c)) {
        return -1;
      }
      if (c < 0x80) {
        bytes += 1;
      } else if (c < 0x800) {
        bytes += 2;
      } else if (!Character.isSurrogate(c)) {
        bytes += 3;
      } else if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        bytes += 4;
        i++;
      } else {
        return -1;
      }
    }
    return bytes;
  }
}
