package plumbline.openfeature;

import com.google.gson.JsonObject;
import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.TrackingEventDetails;
import dev.openfeature.sdk.Value;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes events of what OpenFeature says, each with the id by which it is known for ever. */
final class EventMaker {
  private static final int MAX_NAME = 128;
  private static final int MAX_ATTRIBUTES = 32;
  private static final int MAX_ATTRIBUTE_NAME = 64;
  private static final int MAX_ATTRIBUTE_TEXT = 1_024;

  private final Units units;
  private final Clock clock;

  EventMaker(Units units, Clock clock) {
    this.units = units;
    this.clock = clock;
  }

  /** Something that the context's units did, now. */
  Event outcome(String name, EvaluationContext context, @Nullable TrackingEventDetails details)
      throws InvalidEventException {
    var event = happening(units.of(context));
    event.addProperty("name", Text.name("name", name, MAX_NAME));
    if (details != null) {
      var value = details.getValue();
      if (value.isPresent()) {
        // 64 bits are a string in protobuf's JSON.
        event.addProperty("valueMicros", String.valueOf(Micros.of(value.get())));
      }
      event.add("attributes", attributes(details.asMap()));
    }
    return new Event(event.toString(), Optional.empty());
  }

  /** What the context's unit would have seen, were it shown a variant of that experiment now. */
  Event.Seen seen(String experiment, String variant, String unitType, EvaluationContext context)
      throws InvalidEventException {
    return new Event.Seen(experiment, variant, unitType, units.of(unitType, context));
  }

  /** That it is seen, now. */
  Event exposure(Event.Seen seen) {
    var exposure = new JsonObject();
    exposure.addProperty("experiment", seen.experiment());
    exposure.addProperty("variant", seen.variant());
    var event = happening(Map.of(seen.unitType(), seen.unit()));
    event.add("exposure", exposure);
    return new Event(event.toString(), Optional.of(seen));
  }

  private JsonObject happening(Map<String, String> units) {
    var now = clock.instant();
    var ids = new JsonObject();
    units.forEach(ids::addProperty);
    var event = new JsonObject();
    event.addProperty("eventId", Uuid7.create(now).toString());
    event.addProperty("occurredAt", now.truncatedTo(ChronoUnit.MICROS).toString());
    event.add("units", ids);
    return event;
  }

  private static JsonObject attributes(Map<String, Value> details) throws InvalidEventException {
    if (details.size() > MAX_ATTRIBUTES) {
      throw new InvalidEventException("attributes must be at most 32");
    }
    var attributes = new JsonObject();
    for (var detail : details.entrySet()) {
      var name = Text.name("an attribute's name", detail.getKey(), MAX_ATTRIBUTE_NAME);
      add(attributes, name, detail.getValue());
    }
    return attributes;
  }

  private static void add(JsonObject attributes, String name, Value value)
      throws InvalidEventException {
    var field = "attributes[" + name + "]";
    if (value.isString()) {
      attributes.addProperty(name, Text.atMost(field, value.asString(), MAX_ATTRIBUTE_TEXT));
    } else if (value.isBoolean()) {
      attributes.addProperty(name, value.asBoolean());
    } else if (value.isNumber() && Double.isFinite(value.asDouble())) {
      attributes.addProperty(name, value.asDouble());
    } else {
      throw new InvalidEventException(field + " must be a string, a finite number or a bool");
    }
  }
}
