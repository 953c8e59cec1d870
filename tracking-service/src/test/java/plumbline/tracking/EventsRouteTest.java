package plumbline.tracking;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class EventsRouteTest {

  @Test
  void eventsAreWhatTrackMakesOfThem() throws Exception {
    post(event("rest-1", "\"value\": 12.5, \"attributes\": {\"country\": \"DE\", \"vip\": true}"))
        .statusCode(200)
        .body("results[0].outcome", equalTo("EVENT_OUTCOME_ACCEPTED"));
    assertThat(Sql.ask("SELECT value_micros || ' ' || attributes FROM event WHERE unit = 'rest'"))
        .isEqualTo("12500000 {\"vip\": true, \"country\": \"DE\"}");
    // The same event by gRPC is the same event.
    try (var client = Client.as("client")) {
      var same =
          Samples.outcome("rest-1", "rest", "buy", 0)
              .setValueMicros(12_500_000)
              .putAttributes("country", Samples.text("DE"))
              .putAttributes("vip", Samples.bool(true))
              .build();
      assertThat(client.track(same).getFirst().getOutcomeValue()).isEqualTo(1);
    }
  }

  @Test
  void wrongTypesAreNamed() {
    refused(event("w", "\"value\": \"12.5\""), "events[0].value");
    refused(event("w", "\"value\": 0.1234567"), "events[0].value");
    refused(event("w", "\"value\": 1e999999999"), "events[0].value");
    refused(event("w", "\"colour\": 1"), "events[0].colour");
    refused(event("w", "\"attributes\": {\"x\": []}"), "events[0].attributes");
    refused("{\"events\": 5}", "events");
    refused("[1]", "body");
    refused("{", "body");
    refused("{\"events\": []}", "events");
  }

  @Test
  void whoMayNotTrackIsRefused() {
    given().contentType("application/json").body("{}").post("/v1/events").then().statusCode(401);
    as("analyst").body("{}").post("/v1/events").then().statusCode(403);
    as("client").get("/v1/nothing").then().statusCode(404);
  }

  private static void refused(String body, String field) {
    post(body)
        .statusCode(400)
        .body("code", equalTo("INVALID_ARGUMENT"))
        .body("violations[0].field", startsWith(field));
  }

  private static ValidatableResponse post(String body) {
    return as("client").body(body).post("/v1/events").then();
  }

  private static RequestSpecification as(String role) {
    return given()
        .contentType("application/json")
        .header("authorization", "Bearer " + Servers.token(role, Duration.ofMinutes(5)));
  }

  private static String event(String id, String more) {
    return """
    {"events": [{"eventId": "%s", "units": {"user": "rest"}, "name": "buy", "occurredAt": "%s", %s}]}
    """
        .formatted(id, Samples.START, more);
  }
}
