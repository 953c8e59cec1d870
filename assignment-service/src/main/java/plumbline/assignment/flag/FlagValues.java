package plumbline.assignment.flag;

import com.google.protobuf.Value;
import plumbline.proto.assignment.v1.FlagType;

/** Which values a flag of a type may give. */
public final class FlagValues {
  /** Beyond this, a double no longer holds every whole number. */
  private static final double MAX_INTEGER = 0x1p53 - 1;

  private FlagValues() {}

  /** Whether the type says anything. */
  public static boolean isKnown(FlagType type) {
    return type != FlagType.FLAG_TYPE_UNSPECIFIED && type != FlagType.UNRECOGNIZED;
  }

  /** Whether a value is of the type. */
  public static boolean isOf(FlagType type, Value value) {
    return switch (type) {
      case FLAG_TYPE_BOOLEAN -> value.hasBoolValue();
      case FLAG_TYPE_STRING -> value.hasStringValue();
      case FLAG_TYPE_INTEGER -> value.hasNumberValue() && isWhole(value.getNumberValue());
      case FLAG_TYPE_NUMBER -> value.hasNumberValue() && Double.isFinite(value.getNumberValue());
      case FLAG_TYPE_OBJECT -> value.hasStructValue();
      case FLAG_TYPE_UNSPECIFIED, UNRECOGNIZED -> false;
    };
  }

  /** What a value of the type must be, for people. */
  public static String allowed(FlagType type) {
    return switch (type) {
      case FLAG_TYPE_BOOLEAN -> "must be true or false, as the flag is a boolean";
      case FLAG_TYPE_STRING -> "must be a text, as the flag is a string";
      case FLAG_TYPE_INTEGER ->
          "must be a whole number within ±9007199254740991, as the flag is an integer";
      case FLAG_TYPE_NUMBER -> "must be a finite number, as the flag is a number";
      case FLAG_TYPE_OBJECT -> "must be an object, as the flag is one";
      case FLAG_TYPE_UNSPECIFIED, UNRECOGNIZED -> "must be of the flag's type";
    };
  }

  private static boolean isWhole(double number) {
    return number == Math.rint(number) && Math.abs(number) <= MAX_INTEGER;
  }
}
