package plumbline.tracking;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static plumbline.proto.tracking.v1.EventOutcome.EVENT_OUTCOME_ACCEPTED;
import static plumbline.proto.tracking.v1.EventOutcome.EVENT_OUTCOME_REJECTED;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumbline.proto.tracking.v1.Event;
import plumbline.proto.tracking.v1.EventResult;
import plumbline.proto.tracking.v1.RejectionReason;

/** A unit is erased, and nothing of it is taken from then on. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class EraseUnitTest {

  @Test
  void fromThenOnEventsOfTheUnitAreRefusedAndOthersAreStored() throws Exception {
    try (var client = Client.as("client");
        var admin = Client.as("admin")) {
      var before = buy("eu-1", "eu-gone").build();
      client.track(before, buy("eu-2", "eu-stays").build());
      admin.erase("user", "eu-gone");
      var results =
          client.track(
              buy("eu-3", "eu-gone").build(),
              buy("eu-4", "eu-stays").build(),
              buy("eu-5", "eu-gone").putUnits("account", "eu-firm").build(),
              buy("eu-6", "eu-stays").putUnits("account", "eu-gone").build(),
              before);
      assertThat(results)
          .extracting(EventResult::getOutcome)
          .containsExactly(
              EVENT_OUTCOME_REJECTED,
              EVENT_OUTCOME_ACCEPTED,
              EVENT_OUTCOME_REJECTED,
              EVENT_OUTCOME_ACCEPTED,
              EVENT_OUTCOME_REJECTED);
      assertThat(results.get(2).getField()).isEqualTo("events[2].units[user]");
      assertThat(results.get(2).getRejection())
          .isEqualTo(RejectionReason.REJECTION_REASON_ERASED_UNIT);
      assertThat(stored("eu-3") + stored("eu-4") + stored("eu-5") + stored("eu-6"))
          .isEqualTo("0102");
    }
  }

  @Test
  void byRestAsWell() throws Exception {
    erase("account", "er-firm").then().statusCode(200).body("eraseTime", notNullValue());
    as("client")
        .body(
            """
            {"events": [
              {"eventId": "er-1", "units": {"account": "er-firm", "user": "er-u"}, "name": "buy",
               "occurredAt": "%1$s"},
              {"eventId": "er-2", "units": {"user": "er-u"}, "name": "buy", "occurredAt": "%1$s"}]}
            """
                .formatted(Samples.START))
        .post("/v1/events")
        .then()
        .statusCode(200)
        .body("results[0].outcome", equalTo("EVENT_OUTCOME_REJECTED"))
        .body("results[0].field", equalTo("events[0].units[account]"))
        .body("results[0].rejection", equalTo("REJECTION_REASON_ERASED_UNIT"))
        .body("results[1].outcome", equalTo("EVENT_OUTCOME_ACCEPTED"));
    assertThat(stored("er-1") + stored("er-2")).isEqualTo("01");
  }

  @Test
  void nowhereIsTheUnitNamedAnyMore() throws Exception {
    try (var client = Client.as("client");
        var admin = Client.as("admin")) {
      client.track(
          buy("en-1", "en-secret").putUnits("device", "en-phone").build(),
          buy("en-2", "en-secret").build());
      assertThat(Sql.tablesWith("en-secret")).contains("event", "event_key");
      var first = admin.erase("user", "en-secret");
      assertThat(first.getComplete()).isFalse();
      client.track(buy("en-3", "en-secret").build());
      await().until(() -> admin.erase("user", "en-secret").getComplete());
      assertThat(Sql.tablesWith("en-secret")).isEmpty();
      assertThat(stored("en-1")).as("what another unit did stays").isEqualTo("1");
      assertThat(admin.erase("user", "en-secret").getEraseTime()).isEqualTo(first.getEraseTime());
    }
  }

  @Test
  void aUnitThatNobodyKnowsIsErasedForTheFuture() throws Exception {
    try (var client = Client.as("client");
        var admin = Client.as("admin")) {
      assertThat(admin.erase("user", "ef-nobody").getComplete()).isTrue();
      assertThat(client.track(buy("ef-1", "ef-nobody").build()).getFirst().getOutcome())
          .isEqualTo(EVENT_OUTCOME_REJECTED);
      assertThat(stored("ef-1")).isEqualTo("0");
      assertThat(Sql.tablesWith("ef-nobody")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"client", "analyst", "experimenter", "reviewer", "service"})
  void onlyAdminsMay(String role) throws Exception {
    var before = Sql.ask("SELECT count(*) FROM tombstone");
    try (var caller = Client.as(role)) {
      assertThatThrownBy(() -> caller.erase("user", "ea-user"))
          .isInstanceOfSatisfying(
              StatusRuntimeException.class,
              it -> assertThat(it.getStatus().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED));
    }
    as(role).body("{}").post("/v1/units:erase").then().statusCode(403);
    assertThat(Sql.ask("SELECT count(*) FROM tombstone")).isEqualTo(before);
  }

  @Test
  void whatNamesNoUnitIsRefused() throws Exception {
    var before = Sql.ask("SELECT count(*) FROM tombstone");
    json().body("{}").post("/v1/units:erase").then().statusCode(401);
    erase("session", "")
        .then()
        .statusCode(400)
        .body("code", equalTo("INVALID_ARGUMENT"))
        .body("violations.field", equalTo(List.of("unit_type", "unit")));
    erase("user", "a\\nb").then().statusCode(400).body("violations[0].field", equalTo("unit"));
    erase("user", "x".repeat(257)).then().statusCode(400);
    try (var admin = Client.as("admin")) {
      assertThatThrownBy(() -> admin.erase("", "u"))
          .isInstanceOfSatisfying(
              StatusRuntimeException.class,
              it -> assertThat(it.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT));
    }
    assertThat(Sql.ask("SELECT count(*) FROM tombstone")).isEqualTo(before);
  }

  private static Event.Builder buy(String id, String user) {
    return Samples.outcome(id, user, "buy", 10);
  }

  /** For how many units the event is stored, and its key. */
  private static String stored(String eventId) throws Exception {
    var events = Sql.ask("SELECT count(*) FROM event WHERE event_id = '" + eventId + "'");
    assertThat(Sql.ask("SELECT count(*) FROM event_key WHERE event_id = '" + eventId + "'"))
        .isEqualTo(events);
    return events;
  }

  private static Response erase(String type, String unit) {
    return as("admin")
        .body("{\"unitType\": \"%s\", \"unit\": \"%s\"}".formatted(type, unit))
        .post("/v1/units:erase");
  }

  private static RequestSpecification as(String role) {
    return json().header("authorization", "Bearer " + Servers.token(role, Duration.ofMinutes(5)));
  }

  private static RequestSpecification json() {
    return given().urlEncodingEnabled(false).contentType("application/json");
  }
}
