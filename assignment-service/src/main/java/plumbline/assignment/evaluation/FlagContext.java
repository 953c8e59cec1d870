package plumbline.assignment.evaluation;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import plumbline.kit.unit.UnitId;
import plumbline.proto.assignment.v1.UnitType;

/**
 * OpenFeature's evaluation context. Clients send along whatever they know, so what no rule can ask
 * about (lists, objects) is taken and not looked at.
 */
public final class FlagContext {
  private static final int MAX_ATTRIBUTES = 100;
  private static final String TARGETING_KEY = "targetingKey";

  private final Map<String, Value> attributes;

  private FlagContext(Map<String, Value> attributes) {
    this.attributes = attributes;
  }

  /** The context, right or wrong: evaluating by it says what is wrong. */
  public static FlagContext of(Struct context) {
    return new FlagContext(context.getFieldsMap());
  }

  Map<String, Value> attributes() {
    return attributes;
  }

  /** What is wrong with the whole; null: nothing. */
  public FlagEvaluation.@Nullable Refused problem() {
    return attributes.size() > MAX_ATTRIBUTES
        ? invalid("the context must have at most " + MAX_ATTRIBUTES + " attributes")
        : null;
  }

  /** The unit that a flag goes by, to be checked by {@link #unitProblem}; empty: not said. */
  String unit(UnitType type) {
    @Nullable Value unit = attributes.get(attribute(type));
    return unit == null ? "" : unit.getStringValue();
  }

  /** Why there is no such unit; null: there is. */
  FlagEvaluation.@Nullable Refused unitProblem(UnitType type) {
    var attribute = attribute(type);
    @Nullable Value unit = attributes.get(attribute);
    if (unit == null
        || unit.hasNullValue()
        || (unit.hasStringValue() && unit.getStringValue().isEmpty())) {
      return new FlagEvaluation.Refused(
          FlagError.TARGETING_KEY_MISSING,
          "the context must say which unit it is about, as a string: " + attribute);
    }
    if (!unit.hasStringValue()) {
      return invalid(attribute + " must be a string");
    }
    return UnitId.isValid(unit.getStringValue()) ? null : invalid(attribute + " " + UnitId.RULE);
  }

  private static FlagEvaluation.Refused invalid(String details) {
    return new FlagEvaluation.Refused(FlagError.INVALID_CONTEXT, details);
  }

  /** A user is who OpenFeature's targeting key says; that it were an account would be a guess. */
  private static String attribute(UnitType type) {
    return switch (type) {
      case UNIT_TYPE_ACCOUNT -> "account";
      case UNIT_TYPE_DEVICE -> "device";
      case UNIT_TYPE_USER, UNIT_TYPE_UNSPECIFIED, UNRECOGNIZED -> TARGETING_KEY;
    };
  }
}
