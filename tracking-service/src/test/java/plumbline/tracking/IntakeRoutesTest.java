package plumbline.tracking;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import plumbline.proto.tracking.v1.CountRejectedEventsRequest;
import plumbline.proto.tracking.v1.ListRejectedEventsRequest;
import plumbline.proto.tracking.v1.ListSendersRequest;

/** What was not taken and what is missing, over REST. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class IntakeRoutesTest {

  @Test
  void whatJsonGotWrongIsShownWithoutItsUnits() {
    given()
        .contentType("application/json")
        .header("authorization", bearer("rest-sender", "client"))
        .body(
            """
            {"source": {"bootId": "rest-boot", "sequence": "3"}, "events": [
              {"eventId": "seven", "units": {"user": "berta"}, "unit": "berta", "name": "buy",
               "occurredAt": "%s", "value": 0.1234567}]}
            """
                .formatted(Samples.START))
        .post("/v1/events")
        .then()
        .statusCode(200);
    await()
        .atMost(20, SECONDS)
        .untilAsserted(() ->
            as("reviewer")
                .get("/v1/rejected-events?client=rest-sender&pageSize=5")
                .then()
                .statusCode(200)
                .body("events", hasSize(1)));
    as("reviewer")
        .get(
            "/v1/rejected-events?client=rest-sender"
                + "&reasons=REJECTION_REASON_MALFORMED&reasons=REJECTION_REASON_INVALID_VALUE")
        .then()
        .body("events[0].eventId", equalTo("seven"))
        .body("events[0].reason", equalTo("REJECTION_REASON_INVALID_VALUE"))
        .body("events[0].field", equalTo("value"))
        .body("events[0].event", containsString("0.1234567"))
        .body("events[0].event", not(containsString("berta")));
    as("reviewer")
        .get("/v1/rejected-events?client=rest-sender&reasons=REJECTION_REASON_TOO_OLD")
        .then()
        .body("events", equalTo(null));
    as("reviewer")
        .get("/v1/rejected-events:count?days=2")
        .then()
        .body("counts.find { it.client == 'rest-sender' }.events", equalTo("1"));
    as("reviewer")
        .get("/v1/senders?pageSize=500&incomplete=true")
        .then()
        .body("senders.find { it.client == 'rest-sender' }.missingBatches", equalTo("2"))
        .body("senders.find { it.client == 'rest-sender' }.lastSequence", equalTo("3"));
  }

  @Test
  void whatIsAskedWronglyIsNamed() {
    as("admin")
        .get("/v1/rejected-events?pageSize=501&pageToken=x&client=%00&reasons=0")
        .then()
        .statusCode(400)
        .body("violations.field", contains("page_size", "page_token", "client", "reasons[0]"));
    as("admin")
        .get("/v1/senders?pageSize=-1&pageToken=1")
        .then()
        .statusCode(400)
        .body("violations.field", contains("page_size", "page_token"));
    for (var days : new int[] {-1, 91}) {
      as("admin")
          .get("/v1/rejected-events:count?days=" + days)
          .then()
          .statusCode(400)
          .body("violations[0].field", equalTo("days"));
    }
  }

  @Test
  void whoOnlySendsMayNotLook() {
    for (var path :
        new String[] {"/v1/rejected-events", "/v1/rejected-events:count", "/v1/senders"}) {
      given().urlEncodingEnabled(false).get(path).then().statusCode(401);
      as("client").get(path).then().statusCode(403);
      for (var role : new String[] {"analyst", "experimenter", "reviewer", "admin", "service"}) {
        as(role).get(path).then().statusCode(200);
      }
    }
    try (var client = Client.as("client")) {
      var events = ListRejectedEventsRequest.getDefaultInstance();
      var counts = CountRejectedEventsRequest.getDefaultInstance();
      var senders = ListSendersRequest.getDefaultInstance();
      denied(() -> client.intake.listRejectedEvents(events));
      denied(() -> client.intake.countRejectedEvents(counts));
      denied(() -> client.intake.listSenders(senders));
    }
  }

  private static void denied(Runnable call) {
    assertThat(catchThrowableOfType(StatusRuntimeException.class, call::run).getStatus().getCode())
        .isEqualTo(Status.Code.PERMISSION_DENIED);
  }

  private static RequestSpecification as(String role) {
    return given().urlEncodingEnabled(false).header("authorization", bearer("test-" + role, role));
  }

  private static String bearer(String name, String role) {
    return "Bearer " + Servers.token(name, role, Duration.ofMinutes(5));
  }
}
