package plumbline.openfeature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.MutableContext;
import dev.openfeature.sdk.MutableTrackingEventDetails;
import dev.openfeature.sdk.TrackingEventDetails;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventMakerTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123456789Z");
  private static final EvaluationContext ANNA = new MutableContext("anna");

  private final EventMaker events =
      new EventMaker(new Units(Units.usual()), Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void anOutcomeIsAnEventOfTheContract() throws Exception {
    var context = new MutableContext("anna").add("account", "acme").add("country", "DE");
    var details =
        new MutableTrackingEventDetails(12.5)
            .add("plan", "pro")
            .add("seats", 3)
            .add("trial", true)
            .add("empty", "");
    var event = json(events.outcome("purchase", context, details));
    var id = UUID.fromString(event.remove("eventId").getAsString());
    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
    assertThat(event)
        .isEqualTo(
            JsonParser.parseString(
                """
                {"occurredAt": "2026-03-01T12:00:00.123456Z",
                 "units": {"account": "acme", "user": "anna"}, "name": "purchase",
                 "valueMicros": "12500000",
                 "attributes": {"plan": "pro", "seats": 3.0, "trial": true, "empty": ""}}
                """));
  }

  @Test
  void anExposureNamesTheUnitThatTheExperimentGoesBy() throws Exception {
    var context = new MutableContext("anna").add("device", "phone");
    var seen = events.seen("search", "new", "device", context);
    assertThat(seen).isEqualTo(new Event.Seen("search", "new", "device", "phone"));
    var event = events.exposure(seen);
    assertThat(event.seen()).contains(seen);
    var json = json(event);
    json.remove("eventId");
    assertThat(json)
        .isEqualTo(
            JsonParser.parseString(
                """
                {"occurredAt": "2026-03-01T12:00:00.123456Z", "units": {"device": "phone"},
                 "exposure": {"experiment": "search", "variant": "new"}}
                """));
  }

  @Test
  void withoutDetailsThereIsNeitherValueNorAttribute() throws Exception {
    assertThat(json(events.outcome("seen", ANNA, null)).keySet())
        .containsExactlyInAnyOrder("eventId", "occurredAt", "units", "name");
    assertThat(json(events.outcome("seen", ANNA, new MutableTrackingEventDetails())).keySet())
        .doesNotContain("valueMicros");
  }

  @Test
  void unitsAreReadAsTheCallerSays() throws Exception {
    var readers = new java.util.HashMap<>(Units.usual());
    readers.put("account", context -> "account-of-" + context.getTargetingKey());
    readers.put("user", context -> null);
    assertThat(new Units(readers).of(ANNA)).isEqualTo(Map.of("account", "account-of-anna"));
  }

  @Test
  void everyEventHasItsOwnId() throws Exception {
    assertThat(json(events.outcome("a", ANNA, null)).get("eventId"))
        .isNotEqualTo(json(events.outcome("a", ANNA, null)).get("eventId"));
  }

  @Test
  void whatCannotBeAnEventIsRefusedWithTheReason() {
    refused("x", new MutableContext(), null, "names no user, account or device");
    refused("x", new MutableContext().add("account", 5), null, "names no user");
    refused("x", new MutableContext("a\u0000b"), null, "the user's id must have no control");
    refused("x", new MutableContext("\ud800"), null, "the user's id must be valid Unicode");
    refused("x", new MutableContext("ä".repeat(129)), null, "256 bytes");
    refused("", ANNA, null, "name must not be empty");
    refused("n".repeat(129), ANNA, null, "name must have at most 128");
    refused("x", ANNA, new MutableTrackingEventDetails(Double.NaN), "value must be a finite");
    var nested = new MutableTrackingEventDetails().add("when", NOW);
    refused("x", ANNA, nested, "attributes[when] must be a string, a finite number or a bool");
    var infinite = new MutableTrackingEventDetails().add("n", Double.POSITIVE_INFINITY);
    refused("x", ANNA, infinite, "attributes[n] must be");
    var loud = new MutableTrackingEventDetails().add("text", "x".repeat(1_025));
    refused("x", ANNA, loud, "attributes[text] must have at most 1024");
    var many = new MutableTrackingEventDetails();
    for (var i = 0; i < 33; i++) {
      many.add("a" + i, i);
    }
    refused("x", ANNA, many, "at most 32");
  }

  private void refused(
      String name,
      EvaluationContext context,
      @org.jspecify.annotations.Nullable TrackingEventDetails details,
      String reason) {
    assertThatExceptionOfType(InvalidEventException.class)
        .isThrownBy(() -> events.outcome(name, context, details))
        .withMessageContaining(reason);
  }

  private static JsonObject json(Event event) {
    return JsonParser.parseString(event.json()).getAsJsonObject();
  }
}
