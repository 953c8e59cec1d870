package plumbline.kit.openapi;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Collection;

/** JSON in few words. */
final class Json {
  private Json() {}

  /** An object of names and values in turn; empty text is left out. */
  static JsonObject object(Object... namesAndValues) {
    var object = new JsonObject();
    for (var i = 0; i < namesAndValues.length; i += 2) {
      if (!namesAndValues[i + 1].equals("")) {
        object.add((String) namesAndValues[i], element(namesAndValues[i + 1]));
      }
    }
    return object;
  }

  static JsonArray array(Collection<?> values) {
    var array = new JsonArray();
    values.forEach(value -> array.add(element(value)));
    return array;
  }

  /** A link to a component. */
  static JsonObject ref(String kind, String name) {
    return object("$ref", "#/components/" + kind + "/" + name);
  }

  private static JsonElement element(Object value) {
    return switch (value) {
      case JsonElement json -> json;
      case Boolean bool -> new JsonPrimitive(bool);
      case Number number -> new JsonPrimitive(number);
      default -> new JsonPrimitive(value.toString());
    };
  }
}
