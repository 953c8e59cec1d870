package plumbline.tracking.intake;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.protobuf.util.Timestamps;
import java.util.List;
import plumbline.proto.tracking.v1.AttributeValue;

/** One event as it was sent. */
sealed interface Sent {

  /** It as JSON for people to look at, without its units. */
  String shown();

  /** The contract's message. */
  record Message(plumbline.proto.tracking.v1.Event event) implements Sent {
    @Override
    public String shown() {
      var json = new JsonObject();
      json.addProperty("eventId", event.getEventId());
      json.addProperty("name", event.getName());
      if (event.hasOccurredAt()) {
        var time = event.getOccurredAt();
        json.addProperty(
            "occurredAt",
            Timestamps.isValid(time)
                ? Timestamps.toString(time)
                : time.getSeconds() + " s, " + time.getNanos() + " ns");
      }
      if (event.hasValueMicros()) {
        json.addProperty("valueMicros", event.getValueMicros());
      }
      var attributes = new JsonObject();
      event.getAttributesMap().forEach((key, value) -> attributes.add(key, shown(value)));
      json.add("attributes", attributes);
      if (event.hasExposure()) {
        var exposure = new JsonObject();
        exposure.addProperty("experiment", event.getExposure().getExperiment());
        exposure.addProperty("variant", event.getExposure().getVariant());
        json.add("exposure", exposure);
      }
      return json.toString();
    }

    private static JsonElement shown(AttributeValue value) {
      return switch (value.getKindCase()) {
        case STRING_VALUE -> new JsonPrimitive(value.getStringValue());
        case NUMBER_VALUE -> new JsonPrimitive(value.getNumberValue());
        case BOOL_VALUE -> new JsonPrimitive(value.getBoolValue());
        case KIND_NOT_SET -> JsonNull.INSTANCE;
      };
    }
  }

  /** JSON that could not be read as one. */
  record Unreadable(JsonElement json, Parsed.Rejected rejection) implements Sent {
    /** What may hold a unit is left out: its field, and those that we do not know. */
    private static final List<String> SHOWN =
        List.of(
            "eventId",
            "event_id",
            "name",
            "occurredAt",
            "occurred_at",
            "value",
            "valueMicros",
            "value_micros",
            "attributes",
            "exposure");

    @Override
    public String shown() {
      var shown = new JsonObject();
      if (json instanceof JsonObject event) {
        for (var field : SHOWN) {
          if (event.has(field)) {
            shown.add(field, event.get(field));
          }
        }
      }
      return shown.toString();
    }
  }
}
