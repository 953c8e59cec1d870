package plumbline.assignment;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import plumbline.kit.json.ProtoJson;
import plumbline.proto.assignment.v1.CreateMetricRequest;
import plumbline.proto.assignment.v1.UpdateMetricRequest;

/** The catalogue by REST: a path that names a field of a field, and a query that searches. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class MetricRestTest {

  @Test
  void aMetricsLife() {
    var key = Definitions.newKey("rest");
    var metric = Catalogued.metric(key);
    as(Tokens.ann())
        .body(ProtoJson.print(CreateMetricRequest.newBuilder().setMetric(metric).build()))
        .post("/v1/metrics")
        .then()
        .statusCode(200)
        .body("metric.version", equalTo("1"));
    var update =
        UpdateMetricRequest.newBuilder()
            .setExpectedVersion(1)
            .setMetric(metric.clearKey().setDescription("second"))
            .build();
    as(Tokens.ann())
        .body(ProtoJson.print(update))
        .put("/v1/metrics/" + key)
        .then()
        .statusCode(200)
        .body("metric.metric.key", equalTo(key))
        .body("metric.version", equalTo("2"));
    as(Tokens.ann())
        .body("{\"metric\": {\"key\": \"another\"}}")
        .put("/v1/metrics/" + key)
        .then()
        .statusCode(400)
        .body("violations.field", contains("metric.key"));
    as(Tokens.ann())
        .get("/v1/metrics/" + key + "?version=1")
        .then()
        .statusCode(200)
        .body("metric.version", equalTo("1"));
    as(Tokens.ann())
        .get("/v1/metrics/" + key + "/versions")
        .then()
        .body("versions.version", contains("2", "1"));
    as(Tokens.ann())
        .post("/v1/metrics/" + key + "/archive")
        .then()
        .statusCode(200)
        .body("metric.archived", equalTo(true));
    as(Tokens.ann())
        .get("/v1/metrics?includeArchived=true&text=" + key)
        .then()
        .body("metrics.metric.key", hasItem(key));
    as(Tokens.ann()).get("/v1/metrics?text=" + key).then().body("metrics", equalTo(null));
  }

  private static RequestSpecification as(String token) {
    return given().header("authorization", "Bearer " + token).contentType("application/json");
  }
}
