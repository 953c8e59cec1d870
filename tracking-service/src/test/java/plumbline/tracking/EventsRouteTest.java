package plumbline.tracking;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.emptyOrNullString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class EventsRouteTest {

  @Test
  void eventsAreWhatTrackMakesOfThem() throws Exception {
    var more = "\"value\": 12.5, \"attributes\": {\"country\": \"DE\", \"vip\": true}";
    post("{\"events\": [%s]}".formatted(event("rest-1", more)))
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "value": "12.5"              | value             | INVALID_VALUE
          "value": NaN                 | value             | INVALID_VALUE
          "value": null                | value             | INVALID_VALUE
          "value": 0.1234567           | value             | INVALID_VALUE
          "value": 1e999999999         | value             | INVALID_VALUE
          "value": 1000000000.000001   | value_micros      | INVALID_VALUE
          "value": 1, "valueMicros": 1 | value             | INVALID_VALUE
          "valueMicros": "x"           | valueMicros       | INVALID_VALUE
          "occurredAt": "today"        | occurredAt        | INVALID_TIME
          "occurredAt": null           | occurred_at       | INVALID_TIME
          "colour": 1                  | colour            | MALFORMED
          "name": {}                   | name              | MALFORMED
          "exposure": {"arm": "b"}     | exposure.arm      | MALFORMED
          "units": ["u"]               | units             | MALFORMED
          "units": {"session": "s"}    | units[session]    | INVALID_UNIT
          "eventId": "\\ud800"         | event_id          | INVALID_EVENT_ID
          "attributes": []             | attributes        | INVALID_ATTRIBUTE
          "attributes": {"x": []}      | attributes[x]     | INVALID_ATTRIBUTE
          "attributes": {"x": null}    | attributes[x]     | INVALID_ATTRIBUTE
          "attributes": {"x": 1e400}   | attributes[x]     | INVALID_ATTRIBUTE
          "attributes": {"x": "\\ud800"} | attributes[x]   | INVALID_ATTRIBUTE
          """)
  void anEventThatCannotBeReadIsRejectedAlone(String wrong, String field, String reason) {
    var id = "alone-" + field + wrong.hashCode();
    var good = event(id + "-1", "\"value\": 1");
    post("{\"events\": [%s, %s, %s]}".formatted(good, event("w", wrong), event(id + "-2", "")))
        .statusCode(200)
        .body(
            "results.outcome",
            contains("EVENT_OUTCOME_ACCEPTED", "EVENT_OUTCOME_REJECTED", "EVENT_OUTCOME_ACCEPTED"))
        .body("results[1].field", equalTo("events[1]." + field))
        .body("results[1].rejection", equalTo("REJECTION_REASON_" + reason))
        .body("results[1].reason", not(emptyOrNullString()));
  }

  @Test
  void whatIsNoObjectIsNoEvent() throws Exception {
    post("{\"events\": [5, %s, [], null]}".formatted(event("no-object", "")))
        .statusCode(200)
        .body("results[0].field", equalTo("events[0]"))
        .body("results[0].rejection", equalTo("REJECTION_REASON_MALFORMED"))
        .body("results[1].outcome", equalTo("EVENT_OUTCOME_ACCEPTED"))
        .body("results[2].field", equalTo("events[2]"))
        .body("results[3].field", equalTo("events[3]"));
    assertThat(Sql.ask("SELECT count(*) FROM event WHERE event_id = 'no-object'")).isEqualTo("1");
  }

  @Test
  void aBodyThatIsNoBatchIsRefusedWhole() {
    refused("{\"events\": 5}", "events");
    refused("[1]", "body");
    refused("{", "body");
    refused("", "body");
    refused("{\"events\": []}", "events");
    refused("{}", "events");
    refused("{\"events\": [%s]}".formatted("1,".repeat(1000) + "1"), "events");
    refused("{\"events\": [1], \"colour\": 1}", "colour");
    refused("{\"events\": [1], \"source\": {\"sequence\": \"x\"}}", "source.sequence");
    refused("{\"events\": [1], \"source\": {\"sequence\": 1}}", "source.boot_id");
    as("client").body("{\"events\": [1]}").post("/v1/events?x=1").then().statusCode(400);
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

  /** A field that is given twice counts as it is given last. */
  private static String event(String id, String more) {
    return """
    {"eventId": "%s", "units": {"user": "rest"}, "name": "buy", "occurredAt": "%s"%s}
    """
        .formatted(id, Samples.START, more.isEmpty() ? "" : ", " + more);
  }
}
