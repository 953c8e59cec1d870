package plumbline.kit.rest;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Set;
import plumbline.kit.failure.Failure;
import plumbline.kit.failure.Violations;

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
   * The query as JSON, in which every plain value may be a string.
   *
   * @throws Failure.Invalid naming what is no parameter, or is there twice
   */
  static String json(MultiMap query, List<FieldDescriptor> parameters) {
    var json = new JsonObject();
    var violations = new Violations();
    for (var name : query.names()) {
      var values = query.getAll(name);
      var field = parameters.stream().filter(it -> it.getJsonName().equals(name)).findFirst();
      if (field.isEmpty()) {
        violations.add(name, "is not a parameter of this call" + among(parameters));
      } else if (field.get().isRepeated()) {
        var array = new JsonArray();
        values.forEach(array::add);
        json.add(name, array);
      } else if (violations.check(values.size() == 1, name, "must be given once")) {
        json.addProperty(name, values.getFirst());
      }
    }
    violations.throwIfAny();
    return json.toString();
  }

  private static String among(List<FieldDescriptor> parameters) {
    return parameters.isEmpty()
        ? ", which has none"
        : "; there are "
            + String.join(", ", parameters.stream().map(FieldDescriptor::getJsonName).toList());
  }
}
