package plumbline.assignment;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static plumbline.assignment.FlagDefinitions.text;
import static plumbline.assignment.FlagDefinitions.valid;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import plumbline.kit.json.ProtoJson;
import plumbline.proto.assignment.v1.UpdateFlagRequest;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class FlagRestTest {

  @Test
  void aFlagsLife() {
    var key = Definitions.newKey("rest");
    var owner = Definitions.newKey("owner");
    var definition = valid().setOwner(owner);
    as(Tokens.ann())
        .body(ProtoJson.print(FlagDefinitions.creation(key, definition.build())))
        .post("/v1/flags")
        .then()
        .statusCode(200)
        .body("flag.version", equalTo("1"));
    var update =
        UpdateFlagRequest.newBuilder()
            .setExpectedVersion(1)
            .setDefinition(definition.setDefaultValue(text("two")))
            .build();
    for (var status : new int[] {200, 409}) {
      as(Tokens.ann())
          .body(ProtoJson.print(update.toBuilder().setReason("r" + status).build()))
          .put("/v1/flags/" + key)
          .then()
          .statusCode(status);
      update = update.toBuilder().setDefinition(valid().setOwner("late")).build();
    }
    as(Tokens.ann())
        .get("/v1/flags/" + key)
        .then()
        .statusCode(200)
        .body("status.flag.definition.defaultValue", equalTo("two"))
        .body("status.flag.version", equalTo("2"));
    as(Tokens.ann())
        .post("/v1/flags/" + key + "/archive")
        .then()
        .statusCode(200)
        .body("flag.archiveTime", notNullValue());
    as(Tokens.ann())
        .get("/v1/flags?archived=true&owner=" + owner)
        .then()
        .body("flags.flag.key", contains(key));
    as(Tokens.ann())
        .post("/v1/flags/" + key + "/restore")
        .then()
        .statusCode(200)
        .body("flag.archiveTime", equalTo(null))
        .body("flag.version", equalTo("4"));
    as(Tokens.client()).post("/v1/flags/" + key + "/archive").then().statusCode(403);
  }

  private static RequestSpecification as(String token) {
    return given().header("authorization", "Bearer " + token).contentType("application/json");
  }
}
