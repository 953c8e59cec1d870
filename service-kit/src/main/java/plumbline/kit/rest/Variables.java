package plumbline.kit.rest;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Set;
import plumbline.kit.failure.Failure;
import plumbline.kit.failure.Violations;
import plumbline.kit.json.ProtoJson;

/** What a path and a query say, as fields of a request. */
final class Variables {
  /** Messages that JSON writes as one string. */
  private static final Set<String> STRINGS =
      Set.of("google.protobuf.Timestamp", "google.protobuf.Duration");

  private Variables() {}

  /** Refuses a template whose variable is no string field of the request. */
  static void check(Message request, String variable) {
    var type = request.getDescriptorForType();
    var names = variable.split("[.]");
    for (var name : names) {
      var field = type.findFieldByName(name);
      if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
        type = field.getMessageType();
      } else if (field.getJavaType() != FieldDescriptor.JavaType.STRING) {
        throw new IllegalArgumentException(variable + " is not a string");
      }
    }
  }

  /** Whether text can say what the field is. */
  static boolean isPlain(FieldDescriptor field) {
    return field.getJavaType() != FieldDescriptor.JavaType.MESSAGE
        || STRINGS.contains(field.getMessageType().getFullName());
  }

  /**
   * Sets the field that the path names.
   *
   * @throws Failure.Invalid if the body says another value
   */
  static void fill(Message.Builder request, String variable, String value) {
    var names = variable.split("[.]");
    var at = request;
    for (var i = 0; i < names.length - 1; i++) {
      at = at.getFieldBuilder(at.getDescriptorForType().findFieldByName(names[i]));
    }
    var field = at.getDescriptorForType().findFieldByName(names[names.length - 1]);
    var said = at.getField(field);
    if (!said.equals("") && !said.equals(value)) {
      throw new Failure.Invalid(variable, "must be the path's, or left out");
    }
    at.setField(field, value);
  }

  /**
   * Sets the fields that the query names.
   *
   * @throws Failure.Invalid naming everything that is no parameter, twice, or not what it must be
   */
  static void fill(Message.Builder request, MultiMap query, List<FieldDescriptor> parameters) {
    var violations = new Violations();
    for (var name : query.names()) {
      var values = query.getAll(name);
      var field = parameters.stream().filter(it -> it.getJsonName().equals(name)).findFirst();
      if (field.isEmpty()) {
        violations.add(name, "is not a parameter of this call" + among(parameters));
      } else if (violations.check(
          field.get().isRepeated() || values.size() == 1, name, "must be given once")) {
        parse(request, name, json(field.get(), values), violations);
      }
    }
    violations.throwIfAny();
  }

  /** In protobuf's JSON every plain value may be a string. */
  private static JsonElement json(FieldDescriptor field, List<String> values) {
    if (!field.isRepeated()) {
      return new JsonPrimitive(values.getFirst());
    }
    var array = new JsonArray();
    values.forEach(array::add);
    return array;
  }

  private static void parse(
      Message.Builder request, String name, JsonElement value, Violations violations) {
    var json = new JsonObject();
    json.add(name, value);
    try {
      ProtoJson.parse(json.toString(), request);
    } catch (Failure.Invalid invalid) {
      invalid.violations().forEach(it -> violations.add(it.field(), it.description()));
    }
  }

  private static String among(List<FieldDescriptor> parameters) {
    return parameters.isEmpty()
        ? ", which has none"
        : "; there are "
            + String.join(", ", parameters.stream().map(FieldDescriptor::getJsonName).toList());
  }
}
