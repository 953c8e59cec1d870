package plumbline.tracking.fold;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads an event's attributes as they are stored: a JSON object of scalars. */
final class EventAttributes {
  private EventAttributes() {}

  /** By name: String, Boolean or, to the last digit, BigDecimal. */
  static Map<String, Object> parse(@Nullable String json) {
    if (json == null) {
      return Map.of();
    }
    var attributes = new HashMap<String, Object>();
    JsonParser.parseString(json)
        .getAsJsonObject()
        .asMap()
        .forEach((name, value) -> attributes.put(name, scalar(value)));
    return attributes;
  }

  private static Object scalar(JsonElement value) {
    var scalar = value.getAsJsonPrimitive();
    if (scalar.isBoolean()) {
      return scalar.getAsBoolean();
    }
    return scalar.isNumber() ? scalar.getAsBigDecimal() : scalar.getAsString();
  }
}
