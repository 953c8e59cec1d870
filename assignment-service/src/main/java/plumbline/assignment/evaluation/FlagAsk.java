package plumbline.assignment.evaluation;

import java.util.Locale;
import plumbline.proto.assignment.v1.FlagType;

/** Which type of value a caller takes. */
public enum FlagAsk {
  /** Whatever it is. */
  ANY,
  BOOLEAN,
  STRING,
  INTEGER,
  /** A whole number is one as well. */
  NUMBER,
  OBJECT;

  private static final String PREFIX = "FLAG_TYPE_";

  boolean takes(FlagType type) {
    return switch (this) {
      case ANY -> true;
      case BOOLEAN -> type == FlagType.FLAG_TYPE_BOOLEAN;
      case STRING -> type == FlagType.FLAG_TYPE_STRING;
      case INTEGER -> type == FlagType.FLAG_TYPE_INTEGER;
      case NUMBER -> type == FlagType.FLAG_TYPE_NUMBER || type == FlagType.FLAG_TYPE_INTEGER;
      case OBJECT -> type == FlagType.FLAG_TYPE_OBJECT;
    };
  }

  /** For people. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static String word(FlagType type) {
    return type.name().substring(PREFIX.length()).toLowerCase(Locale.ROOT);
  }
}
