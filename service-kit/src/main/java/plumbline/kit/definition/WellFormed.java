package plumbline.kit.definition;

import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.Value;
import java.util.List;
import plumbline.kit.failure.Violations;

/**
 * What holds for every field of a message, whatever it means: finite numbers, clean text, known
 * enum values, no fields from a contract newer than ours (keeping them would lose them silently).
 */
public final class WellFormed {
  private static final int MAX_DEPTH = 20;

  private final Violations violations;

  public WellFormed(Violations violations) {
    this.violations = violations;
  }

  /** Adds what is wrong anywhere in a message, by its path. */
  public void check(Message message, String path) {
    violations.check(
        message.getUnknownFields().asMap().isEmpty(),
        path,
        "has fields that this version does not know: "
            + message.getUnknownFields().asMap().keySet());
    message
        .getAllFields()
        .forEach((field, value) -> checkField(field, value, path + "." + field.getName()));
  }

  private void checkField(FieldDescriptor field, Object value, String path) {
    if (field.isMapField()) {
      ((List<?>) value).forEach(entry -> checkEntry((Message) entry, path));
    } else if (field.isRepeated()) {
      var elements = (List<?>) value;
      for (var i = 0; i < elements.size(); i++) {
        checkValue(elements.get(i), path + "[" + i + "]");
      }
    } else {
      checkValue(value, path);
    }
  }

  private void checkEntry(Message entry, String path) {
    var fields = entry.getDescriptorForType().getFields();
    var key = String.valueOf(entry.getField(fields.get(0)));
    violations.check(Text.isClean(key), path, "has a key with control characters");
    checkValue(entry.getField(fields.get(1)), path + "[" + key + "]");
  }

  private void checkValue(Object value, String path) {
    switch (value) {
      case Double number ->
          violations.check(Double.isFinite(number), path, "must be a finite number");
      case String text -> Text.checkClean(violations, path, text);
      case EnumValueDescriptor constant ->
          violations.check(constant.getIndex() >= 0, path, "must be " + Allowed.of(constant));
      case Value payload -> checkPayload(payload, path, 1);
      case Message message -> check(message, path);
      default -> {}
    }
  }

  /** A payload's parts are JSON, so their path is JSON's, not the contract's. */
  private void checkPayload(Value payload, String path, int depth) {
    // Each level is three messages of the contract, and protobuf reads a hundred deep: a snapshot
    // that nobody can read would keep all definitions from everybody.
    if (!violations.check(
        depth <= MAX_DEPTH, path, "must be nested at most " + MAX_DEPTH + " levels deep")) {
      return;
    }
    switch (payload.getKindCase()) {
      case NUMBER_VALUE -> checkValue(payload.getNumberValue(), path);
      case STRING_VALUE -> checkValue(payload.getStringValue(), path);
      case LIST_VALUE -> {
        for (var i = 0; i < payload.getListValue().getValuesCount(); i++) {
          checkPayload(payload.getListValue().getValues(i), path + "[" + i + "]", depth + 1);
        }
      }
      case STRUCT_VALUE ->
          payload
              .getStructValue()
              .getFieldsMap()
              .forEach((key, value) -> {
                violations.check(Text.isClean(key), path, "has a key with control characters");
                checkPayload(value, path + "." + key, depth + 1);
              });
      case BOOL_VALUE, NULL_VALUE, KIND_NOT_SET -> {}
    }
  }
}
