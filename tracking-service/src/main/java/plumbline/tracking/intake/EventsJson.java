package plumbline.tracking.intake;

import static plumbline.proto.tracking.v1.RejectionReason.REJECTION_REASON_INVALID_ATTRIBUTE;
import static plumbline.proto.tracking.v1.RejectionReason.REJECTION_REASON_INVALID_TIME;
import static plumbline.proto.tracking.v1.RejectionReason.REJECTION_REASON_INVALID_VALUE;
import static plumbline.proto.tracking.v1.RejectionReason.REJECTION_REASON_MALFORMED;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Optional;
import plumbline.kit.failure.Failure;
import plumbline.kit.failure.Violations;
import plumbline.kit.json.ProtoJson;
import plumbline.proto.tracking.v1.BatchSource;
import plumbline.proto.tracking.v1.Event;
import plumbline.proto.tracking.v1.RejectionReason;
import plumbline.proto.tracking.v1.TrackRequest;

/**
 * A batch as people write JSON: {@code "value": 12.5} for micro-units, and plain scalars as
 * attributes. All else is protobuf's own mapping. An event that cannot be read is rejected alone.
 */
final class EventsJson {
  private static final int MICRO = 6;

  private EventsJson() {}

  /**
   * Reads a batch.
   *
   * @param maxEvents more are refused before they are read
   * @throws Failure.Invalid if it is no object, or what it holds beside its events is wrong
   */
  static SentBatch parse(String body, int maxEvents) {
    var request = object(body);
    var events = request.remove("events");
    var array = events == null || events.isJsonNull() ? new JsonArray() : events;
    if (!(array instanceof JsonArray sent)) {
      throw new Failure.Invalid("events", "must be an array");
    }
    var violations = new Violations();
    SentBatch.checkSize(sent.size(), maxEvents, violations);
    violations.throwIfAny();
    var rest = ProtoJson.parse(request.toString(), TrackRequest.newBuilder());
    var read = new ArrayList<Sent>(sent.size());
    for (var i = 0; i < sent.size(); i++) {
      read.add(read(sent.get(i), "events[" + i + "]"));
    }
    var source = rest.hasSource() ? Optional.of(rest.getSource()) : Optional.<BatchSource>empty();
    return new SentBatch(read, source, body.length());
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

  private static JsonObject object(String body) {
    try {
      if (JsonParser.parseString(body) instanceof JsonObject request) {
        return request;
      }
    } catch (JsonParseException e) {
      throw new Failure.Invalid("body", "is not valid JSON");
    }
    throw new Failure.Invalid("body", "must be a JSON object");
  }

  private static Sent read(JsonElement json, String path) {
    try {
      if (!(json instanceof JsonObject event)) {
        throw new Unreadable("", REJECTION_REASON_MALFORMED, "must be an object");
      }
      return new Sent.Message(
          ProtoJson.parse(rewritten(event).toString(), Event.newBuilder()).build());
    } catch (Unreadable e) {
      return unreadable(json, path, e.field, e.reason, e.description);
    } catch (Failure.Invalid e) {
      var first = e.violations().getFirst();
      return unreadable(json, path, first.field(), reason(first.field()), first.description());
    }
  }

  private static Sent unreadable(
      JsonElement json, String path, String field, RejectionReason reason, String description) {
    var at = field.isEmpty() ? path : path + "." + field;
    return new Sent.Unreadable(json, new Parsed.Rejected(eventId(json), at, reason, description));
  }

  /** What protobuf's mapping did not take is wrong in type, or unknown. */
  private static RejectionReason reason(String field) {
    return switch (field) {
      case "valueMicros", "value_micros" -> REJECTION_REASON_INVALID_VALUE;
      case "occurredAt", "occurred_at" -> REJECTION_REASON_INVALID_TIME;
      case "attributes" -> REJECTION_REASON_INVALID_ATTRIBUTE;
      default -> REJECTION_REASON_MALFORMED;
    };
  }

  private static String eventId(JsonElement json) {
    if (json instanceof JsonObject event) {
      var id = event.has("eventId") ? event.get("eventId") : event.get("event_id");
      if (id instanceof JsonPrimitive text && text.isString()) {
        return text.getAsString();
      }
    }
    return "";
  }

  /** As protobuf's mapping has it. */
  private static JsonObject rewritten(JsonObject event) throws Unreadable {
    var rewritten = new JsonObject();
    for (var field : event.entrySet()) {
      if (field.getKey().equals("value")) {
        rewritten.addProperty("valueMicros", micros(field.getValue()));
      } else if (field.getValue() instanceof JsonObject attributes
          && field.getKey().equals("attributes")) {
        rewritten.add(field.getKey(), tagged(attributes));
      } else {
        rewritten.add(field.getKey(), field.getValue());
      }
    }
    if (event.has("value") && (event.has("valueMicros") || event.has("value_micros"))) {
      throw new Unreadable(
          "value", REJECTION_REASON_INVALID_VALUE, "must not be given beside valueMicros");
    }
    return rewritten;
  }

  private static String micros(JsonElement value) throws Unreadable {
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
    throw new Unreadable(
        "value",
        REJECTION_REASON_INVALID_VALUE,
        "must be a number of at most 6 decimals, |value| <= 1e9");
  }

  private static JsonObject tagged(JsonObject attributes) throws Unreadable {
    var all = new JsonObject();
    for (var attribute : attributes.entrySet()) {
      var field = "attributes[" + attribute.getKey() + "]";
      if (!(attribute.getValue() instanceof JsonPrimitive value)) {
        throw new Unreadable(
            field, REJECTION_REASON_INVALID_ATTRIBUTE, "must be a string, a number or a bool");
      }
      if (value.isNumber() && !Double.isFinite(value.getAsDouble())) {
        throw new Unreadable(field, REJECTION_REASON_INVALID_ATTRIBUTE, "must be a finite number");
      }
      var tagged = new JsonObject();
      tagged.add(tag(value), value);
      all.add(attribute.getKey(), tagged);
    }
    return all;
  }

  private static String tag(JsonPrimitive value) {
    return value.isString() ? "stringValue" : value.isBoolean() ? "boolValue" : "numberValue";
  }

  /** Leaves the reading of an event and nothing else. */
  private static final class Unreadable extends Exception {
    private final String field;
    private final RejectionReason reason;
    private final String description;

    Unreadable(String field, RejectionReason reason, String description) {
      super(description, null, false, false);
      this.field = field;
      this.reason = reason;
      this.description = description;
    }
  }
}
