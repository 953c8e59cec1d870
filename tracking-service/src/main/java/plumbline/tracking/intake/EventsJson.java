package plumbline.tracking.intake;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.util.Map;
import plumbline.kit.failure.Failure;
import plumbline.kit.json.ProtoJson;
import plumbline.proto.tracking.v1.TrackRequest;

/**
 * TrackRequest as people write JSON: {@code "value": 12.5} for micro-units, and plain scalars as
 * attributes. All else is protobuf's own mapping.
 */
final class EventsJson {
  private static final int MICRO = 6;

  private EventsJson() {}

  /**
   * Reads a request.
   *
   * @throws Failure.Invalid naming the field that is unknown or of the wrong type
   */
  static TrackRequest parse(String body) {
    try {
      var json = JsonParser.parseString(body);
      if (json instanceof JsonObject request && request.has("events")) {
        rewriteAll(request.get("events"));
      }
      return ProtoJson.parse(json.toString(), TrackRequest.newBuilder()).build();
    } catch (JsonParseException e) {
      throw new Failure.Invalid("body", "is not valid JSON");
    }
  }

  /** Changes the schema of an event to what is taken. */
  static void describe(JsonObject schemas) {
    var event = schemas.getAsJsonObject("Event").getAsJsonObject("properties");
    event.add(
        "value",
        JsonParser.parseString(
            """
            {"type": "number", "minimum": -1e9, "maximum": 1e9,
             "description": "Value, at most 6 decimals, in the place of valueMicros; metric events only."}
            """));
    var attributes = event.getAsJsonObject("attributes");
    attributes.add(
        "additionalProperties",
        JsonParser.parseString("{\"type\": [\"string\", \"number\", \"boolean\"]}"));
  }

  private static void rewriteAll(JsonElement events) {
    if (events.isJsonArray()) {
      for (var i = 0; i < events.getAsJsonArray().size(); i++) {
        if (events.getAsJsonArray().get(i) instanceof JsonObject event) {
          rewrite(event, "events[" + i + "].value");
        }
      }
    }
  }

  private static void rewrite(JsonObject event, String path) {
    var value = event.remove("value");
    if (value != null) {
      event.addProperty("valueMicros", micros(value, path));
    }
    if (event.get("attributes") instanceof JsonObject attributes) {
      for (var attribute : Map.copyOf(attributes.asMap()).entrySet()) {
        attributes.add(attribute.getKey(), tagged(attribute.getValue()));
      }
    }
  }

  private static String micros(JsonElement value, String path) {
    try {
      if (value instanceof JsonPrimitive number && number.isNumber()) {
        var decimal = new BigDecimal(number.getAsString());
        // Bounded before it is written out: 1e999999999 is a short number and a long string.
        if (decimal.precision() - decimal.scale() <= MICRO + 10) {
          return decimal.movePointRight(MICRO).toBigIntegerExact().toString();
        }
      }
    } catch (ArithmeticException | NumberFormatException e) {
      // Said below.
    }
    throw new Failure.Invalid(path, "must be a number of at most 6 decimals, |value| <= 1e9");
  }

  /** A scalar as the contract's AttributeValue; what is none stays, and is refused as a field. */
  private static JsonElement tagged(JsonElement value) {
    if (!(value instanceof JsonPrimitive primitive)) {
      return value;
    }
    var tag =
        primitive.isString() ? "stringValue" : primitive.isBoolean() ? "boolValue" : "numberValue";
    var tagged = new JsonObject();
    tagged.add(tag, primitive);
    return tagged;
  }
}
