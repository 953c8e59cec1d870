package plumbline.assignment;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import plumbline.kit.json.ProtoJson;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class RestTest {

  @Test
  void aWholeLife() {
    var key = Definitions.newKey("rest");
    var creation = ProtoJson.print(Flow.creation(key, Definitions.valid().build()));
    as(Tokens.ann())
        .body(creation)
        .post("/v1/experiments")
        .then()
        .statusCode(200)
        .contentType("application/json")
        .body("experiment.state", equalTo("EXPERIMENT_STATE_DRAFT"))
        .body("experiment.author", equalTo("ann"));
    step(Tokens.ann(), key, "submit", "")
        .body("experiment.state", equalTo("EXPERIMENT_STATE_IN_REVIEW"));
    step(Tokens.rita(), key, "review", "{\"verdict\": \"REVIEW_VERDICT_APPROVE\"}")
        .body("experiment.version", equalTo("3"));
    step(Tokens.ann(), key, "start", "{\"expectedVersion\": 3}")
        .body("experiment.state", equalTo("EXPERIMENT_STATE_RUNNING"));
    as(Tokens.client())
        .body("{\"experiment\": \"%s\", \"unit\": \"u1\"}".formatted(key))
        .post("/v1/assign")
        .then()
        .statusCode(200)
        .body("assignment.rule", equalTo("ASSIGNMENT_RULE_VARIANT"));
    as(Tokens.client())
        .body("{\"unit\": \"u1\", \"unitType\": \"UNIT_TYPE_USER\"}")
        .post("/v1/assign-all")
        .then()
        .statusCode(200)
        .body("assignments.experiment", hasItem(key));
    step(Tokens.ann(), key, "stop", "{\"reason\": \"as planned\"}");
    step(Tokens.ann(), key, "halt", "{\"reason\": \"orders fell\"}")
        .body("experiment.state", equalTo("EXPERIMENT_STATE_HALTED"));
    as(Tokens.ann())
        .get("/v1/experiments/" + key)
        .then()
        .statusCode(200)
        .body("experiment.definition.name", equalTo("One-page checkout"));
    as(Tokens.ann())
        .get(
            "/v1/experiments?pageSize=1&pageToken=%s&states=EXPERIMENT_STATE_HALTED"
                .formatted(key.substring(0, key.length() - 1)))
        .then()
        .statusCode(200)
        .body("experiments[0].key", equalTo(key));
  }

  @Test
  void historyComesInOverRestToo() {
    var history = Flow.history(Definitions.newKey("rest"), Definitions.valid().build());
    as(Tokens.admin())
        .body(ProtoJson.print(history))
        .post("/v1/experiments:import")
        .then()
        .statusCode(200)
        .body("experiment.imported", equalTo(true));
  }

  @Test
  void badJsonIsNamedByItsField() {
    refusedBody("{", 400, "body");
    refusedBody("[]", 400, "body");
    refusedBody("", 400, "body");
    refusedBody(
        "{\"definition\": {\"unitType\": \"UNIT_TYPE_SESSION\"}}", 400, "definition.unitType");
    refusedBody(
        "{\"definition\": {\"variants\": [{\"weight\": \"much\"}]}}",
        400,
        "definition.variants[0].weight");
    refusedBody("{\"definition\": {\"colour\": 1}}", 400, "definition.colour");
    refusedBody("{\"key\": \"ok\", \"definition\": {}}", 400, "definition.name");
    refusedBody(
        "{\"key\": \"ok\", \"definition\": {\"name\": \"half \\ud800 pair\"}}",
        400,
        "definition.name");
  }

  @Test
  void refusalsHaveTheirStatus() {
    var key = Definitions.newKey("rest");
    Flow.create(key, Definitions.valid().build());
    as(Tokens.ann())
        .post("/v1/experiments/" + key + "/start")
        .then()
        .statusCode(409)
        .body("code", equalTo("FAILED_PRECONDITION"))
        .body("message", containsString("still a draft"))
        .body("message", not(containsString("Exception")));
    as(Tokens.ann()).get("/v1/experiments/not-there").then().statusCode(404);
    as(Tokens.ann()).get("/v1/experiments/Not%20A%20Key").then().statusCode(400);
    as(Tokens.ann()).get("/v1/experiments?pageSize=many").then().statusCode(400);
    as(Tokens.ann()).get("/v1/experiments?states=BUSY").then().statusCode(400);
    as(Tokens.ann()).delete("/v1/experiments/" + key).then().statusCode(404);
    as(Tokens.ann())
        .body("{\"key\": \"another\"}")
        .post("/v1/experiments/" + key + "/submit")
        .then()
        .statusCode(400)
        .body("violations.field", hasItem("key"));
    as(Tokens.client())
        .body("{\"experiment\": \"any\", \"unit\": \"half \\ud800 pair\"}")
        .post("/v1/assign")
        .then()
        .statusCode(400)
        .body("violations", hasSize(1))
        .body("violations[0].field", equalTo("unit"));
  }

  private static void refusedBody(String body, int status, String field) {
    as(Tokens.ann())
        .body(body)
        .post("/v1/experiments")
        .then()
        .statusCode(status)
        .body("code", equalTo("INVALID_ARGUMENT"))
        .body("violations.field", hasItem(field));
  }

  private static io.restassured.response.ValidatableResponse step(
      String token, String key, String step, String body) {
    return as(token).body(body).post("/v1/experiments/" + key + "/" + step).then().statusCode(200);
  }

  private static RequestSpecification as(String token) {
    return given()
        .urlEncodingEnabled(false)
        .header("authorization", "Bearer " + token)
        .contentType("application/json");
  }
}
