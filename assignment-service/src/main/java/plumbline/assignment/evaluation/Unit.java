package plumbline.assignment.evaluation;

import com.google.protobuf.Value;
import java.util.Map;
import plumbline.kit.failure.Failure;
import plumbline.kit.unit.UnitId;

/** What a caller may say of a unit. On the hot path: nothing is allocated for what is right. */
final class Unit {
  private static final int MAX_ATTRIBUTES = 32;
  private static final int MAX_NAME = 64;

  private Unit() {}

  /** Throws {@link Failure.Invalid} unless it may be a unit's id. */
  static void check(String unit) {
    if (!UnitId.isValid(unit)) {
      throw new Failure.Invalid("unit", UnitId.RULE);
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
}
