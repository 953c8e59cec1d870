package plumbline.tracking;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import plumbline.proto.assignment.v1.Metric;
import plumbline.proto.assignment.v1.MetricKind;

/**
 * What was packaged, the jar or the native executable: above all what a native one finds only if it
 * was told of it, as migrations, contracts, reflection and rules.
 */
@QuarkusIntegrationTest
@QuarkusTestResource(value = PackagedServers.class, restrictToAnnotatedClass = true)
class PackagedIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @BeforeEach
  void awaitReady() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
  }

  @Test
  void eventsComeInByBothWaysAndAreSummedByARule() {
    var filtered =
        Metric.newBuilder()
            .setKey("failed")
            .setKind(MetricKind.METRIC_KIND_COUNT)
            .setEventName("request")
            .setEventFilter("status >= 500");
    Servers.definitions().put(Samples.running("packaged", 1, filtered).build());
    try (var client = Client.as("client");
        var service = Client.as("service")) {
      client.track(
          Samples.exposure("packaged-1", "u1", "packaged", "a", 1).build(),
          Samples.outcome("packaged-2", "u1", "request", 5)
              .putAttributes("status", Samples.number(200))
              .build(),
          Samples.outcome("packaged-3", "u1", "request", 6)
              .putAttributes("status", Samples.number(503))
              .build());
      given()
          .header("authorization", "Bearer " + Servers.token("client", PATIENCE))
          .contentType("application/json")
          .body(
              """
              {"events": [{"eventId": "packaged-4", "units": {"user": "u1"}, "name": "request",
                "occurredAt": "%s", "attributes": {"status": 500}}]}
              """
                  .formatted(Samples.START.plusSeconds(7)))
          .post("/v1/events")
          .then()
          .statusCode(200)
          .body(containsString("EVENT_OUTCOME_ACCEPTED"));
      await()
          .atMost(PATIENCE)
          .ignoreExceptionsInstanceOf(StatusRuntimeException.class)
          .untilAsserted(() -> {
            var variant = service.statistics("packaged").getVariants(0);
            assertThat(variant.getExposedUnits()).isEqualTo(1);
            assertThat(variant.getMetrics(0).getSumY()).isEqualTo("2");
          });
    }
  }

  @Test
  void whatIsWrongIsNamed() {
    given().contentType("application/json").body("{}").post("/v1/events").then().statusCode(401);
    given()
        .header("authorization", "Bearer " + Servers.token("client", PATIENCE))
        .contentType("application/json")
        .body("{\"events\": 7}")
        .post("/v1/events")
        .then()
        .statusCode(400)
        .body(containsString("events"));
  }

  @Test
  void itDescribesItselfByTheContractsComments() {
    given()
        .get("/v1/openapi.json")
        .then()
        .statusCode(200)
        .body(containsString("/v1/events"))
        .body(containsString("The client's retry key"));
    given().get("/q/metrics").then().statusCode(200).body(containsString("plumbline_intake"));
  }
}
