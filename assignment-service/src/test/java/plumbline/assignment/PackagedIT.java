package plumbline.assignment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static plumbline.assignment.Refusals.invalidFields;

import com.google.protobuf.util.Values;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import plumbline.proto.assignment.v1.AssignRequest;
import plumbline.proto.assignment.v1.Assignment;
import plumbline.proto.assignment.v1.AssignmentRule;

/**
 * What was packaged, the jar or the native executable: above all what a native one finds only if it
 * was told of it, as migrations, entities, contracts, rules and YAML.
 */
@QuarkusIntegrationTest
@QuarkusTestResource(value = PackagedServers.class, restrictToAnnotatedClass = true)
class PackagedIT {
  @BeforeEach
  void awaitReady() {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
  }

  @Test
  void anExperimentGoesThroughItsLifeAndARuleSaysWhoIsInIt() {
    var key = Flow.running("packaged", Definitions.valid().setEligibility("age >= 18").build());
    for (var i = 0; i < 100; i++) {
      var unit = "u" + i;
      var expected = Hash.of(unit + ":" + key) < 5000 ? "control" : "one-page";
      assertThat(assign(key, unit, 30).getVariant()).isEqualTo(expected);
    }
    assertThat(assign(key, "u1", 17).getRule())
        .isEqualTo(AssignmentRule.ASSIGNMENT_RULE_NOT_ELIGIBLE);
    given()
        .header("authorization", "Bearer " + Tokens.ann())
        .accept("application/yaml")
        .get("/v1/experiments/{key}/definition", key)
        .then()
        .statusCode(200)
        .body(containsString("eligibility: age >= 18"));
  }

  @Test
  void aFileIsReadAndWhatIsWrongIsNamedByItsLine() {
    given()
        .header("authorization", "Bearer " + Tokens.ann())
        .urlEncodingEnabled(false)
        .contentType("application/yaml")
        .body("key: packaged\nname: [\n".getBytes(StandardCharsets.UTF_8))
        .post("/v1/definitions:plan")
        .then()
        .statusCode(400)
        .body(containsString("line"));
  }

  @Test
  void aRefusalNamesItsFieldsInDetails() {
    assertThat(
            invalidFields(() ->
                Calls.assignments(Tokens.client()).assign(AssignRequest.getDefaultInstance())))
        .containsExactly("unit");
  }

  @Test
  void withoutATokenNobodyIsServed() {
    given().get("/v1/experiments").then().statusCode(401);
  }

  @Test
  void itDescribesItselfByTheContractsComments() {
    given()
        .get("/v1/openapi.json")
        .then()
        .statusCode(200)
        .body(containsString("/v1/assign"))
        .body(containsString("What is expected and why"));
    given().get("/q/metrics").then().statusCode(200).body(containsString("plumbline_snapshot"));
  }

  private static Assignment assign(String key, String unit, int age) {
    return Calls.assignments(Tokens.client())
        .assign(
            AssignRequest.newBuilder()
                .setExperiment(key)
                .setUnit(unit)
                .putAttributes("age", Values.of(age))
                .build())
        .getAssignment();
  }
}
