package plumbline.assignment;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static plumbline.assignment.FlagDefinitions.made;
import static plumbline.assignment.FlagDefinitions.valid;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import plumbline.kit.identity.HttpIdentity;

/** Who may ask, and how a refusal looks that comes before the protocol is reached. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class OfrepAccessTest {

  @Test
  void aTokenComesAsBearerOrAsApiKey() {
    var key = made(valid());
    one(given().header("authorization", "Bearer " + Tokens.client()), key).then().statusCode(200);
    one(given().header("X-API-Key", Tokens.client()), key).then().statusCode(200);
    one(given().header("X-API-Key", Tokens.service()), key).then().statusCode(200);
    one(given().header("X-API-Key", Tokens.ann()), key).then().statusCode(200);
  }

  @Test
  void withoutATokenThatMayNothingIsAnswered() {
    var key = made(valid());
    var nobody = refused(one(given(), key), 401);
    nobody.header("WWW-Authenticate", "Bearer").body("key", equalTo(key));
    refused(one(given().header("X-API-Key", "no.token.this"), key), 401);
    refused(one(given().header("authorization", "Basic YTpi"), key), 401);
    refused(one(given().cookie(HttpIdentity.COOKIE, Tokens.client()), key), 401);
    refused(one(given().header("X-API-Key", Tokens.rita()), key), 403);
    refused(given().contentType("application/json").body("{}").post(Ofrep.FLAGS), 401);
  }

  @Test
  void whatIsNoRouteIsRefusedInTheProtocolsShape() {
    refused(Ofrep.asking(Tokens.client()).body("{}").post(Ofrep.FLAGS + "/a/b"), 404);
    refused(Ofrep.asking(Tokens.client()).get(Ofrep.FLAGS + "/a"), 404);
    refused(Ofrep.asking(Tokens.client()).get("/ofrep/v1/configuration"), 404);
  }

  private static Response one(RequestSpecification as, String key) {
    return as.contentType("application/json").body("{}").post(Ofrep.FLAGS + "/" + key);
  }

  private static ValidatableResponse refused(Response reply, int status) {
    return reply
        .then()
        .statusCode(status)
        .contentType("application/json")
        .body("errorCode", equalTo("GENERAL"))
        .body("errorDetails", notNullValue())
        .body("metadata", anEmptyMap());
  }
}
