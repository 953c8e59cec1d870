package plumbline.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static plumbline.assignment.FlagContexts.NOBODY;
import static plumbline.assignment.FlagContexts.user;
import static plumbline.assignment.FlagContexts.with;
import static plumbline.assignment.FlagDefinitions.bool;
import static plumbline.assignment.FlagDefinitions.force;
import static plumbline.assignment.FlagDefinitions.made;
import static plumbline.assignment.FlagDefinitions.number;
import static plumbline.assignment.FlagDefinitions.rollout;
import static plumbline.assignment.FlagDefinitions.text;
import static plumbline.assignment.FlagDefinitions.valid;

import com.google.protobuf.ListValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumbline.proto.assignment.v1.FlagType;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class OfrepTest {

  @Test
  void everyTypeIsWrittenAsClientsReadIt() {
    says(FlagType.FLAG_TYPE_BOOLEAN, bool(false), "false");
    says(FlagType.FLAG_TYPE_STRING, text("a=<b>&'été 😀'"), "\"a=<b>&'été 😀'\"");
    says(FlagType.FLAG_TYPE_INTEGER, number(1), "1");
    says(FlagType.FLAG_TYPE_INTEGER, number(9_007_199_254_740_991.0), "9007199254740991");
    says(FlagType.FLAG_TYPE_NUMBER, number(1), "1.0");
    says(FlagType.FLAG_TYPE_NUMBER, number(0.1), "0.1");
    says(FlagType.FLAG_TYPE_NUMBER, number(-3e20), "-3.0E20");
  }

  /** A client for Java refuses an object with a long in it. */
  @Test
  void numbersInObjectsAreWholeAsFarAsAnIntGoes() {
    var inner = Struct.newBuilder().putFields("half", number(0.5)).putFields("none", number(0));
    var list = ListValue.newBuilder().addValues(number(2)).addValues(number(2.5));
    var object =
        Struct.newBuilder()
            .putFields("large", number(3_000_000_000.0))
            .putFields("inner", Value.newBuilder().setStructValue(inner).build())
            .putFields("list", Value.newBuilder().setListValue(list).build())
            .putFields("least", number(Integer.MIN_VALUE));
    says(
        FlagType.FLAG_TYPE_OBJECT,
        Value.newBuilder().setStructValue(object).build(),
        "{\"inner\":{\"half\":0.5,\"none\":0},\"large\":3.0E9,\"least\":-2147483648,\"list\":[2,2.5]}");
  }

  @Test
  void theRuleThatDecidedIsNamed() {
    var key =
        made(
            valid()
                .addRules(force("staff", "staff == true", text("all")))
                .addRules(rollout("everybody", 1, text("one page"))));
    Ofrep.one(key, with(user("u1"), "staff", bool(true)))
        .then()
        .statusCode(200)
        .contentType("application/json")
        .header("cache-control", "no-store")
        .body("key", equalTo(key))
        .body("value", equalTo("all"))
        .body("reason", equalTo("TARGETING_MATCH"))
        .body("variant", equalTo("staff"))
        .body("metadata.rule", equalTo("FORCE"))
        .body("metadata.flagRule", equalTo("staff"));
    Ofrep.one(key, user("unité 😀"))
        .then()
        .statusCode(200)
        .body("reason", equalTo("SPLIT"))
        .body("metadata.flagRule", equalTo("everybody"));
  }

  @Test
  void whatCannotBeEvaluatedSaysWhy() {
    var key = made(valid().addRules(rollout("all", 1, text("one page"))));
    refused(Ofrep.one("no-such-flag", NOBODY), 404, "FLAG_NOT_FOUND");
    refused(Ofrep.one("Not%20A%20Key", NOBODY), 404, "FLAG_NOT_FOUND");
    refused(Ofrep.one(key, NOBODY), 400, "TARGETING_KEY_MISSING")
        .then()
        .body("key", equalTo(key))
        .body("errorDetails", containsString("targetingKey"));
    refused(Ofrep.one(key, user("")), 400, "TARGETING_KEY_MISSING");
    refused(Ofrep.one(key, user("a\u0007b")), 400, "INVALID_CONTEXT");
    refused(Ofrep.one(key, with(NOBODY, "targetingKey", number(7))), 400, "INVALID_CONTEXT");
    FlagDefinitions.archive(key);
    refused(Ofrep.one(key, user("u1")), 404, "FLAG_NOT_FOUND");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "7",
        "{} {}",
        "{\"context\": 7}",
        "{\"context\": null}",
        "{\"context\": \"u1\"}",
        "{\"context\": {\"targetingKey\": }}"
      })
  void whatIsNoContextIsAParseError(String body) {
    var key = made(valid());
    refused(
        Ofrep.asking(Tokens.client()).body(body).post(Ofrep.FLAGS + "/" + key), 400, "PARSE_ERROR");
    refused(Ofrep.asking(Tokens.client()).body(body).post(Ofrep.FLAGS), 400, "PARSE_ERROR");
  }

  @Test
  void aLargeOrAbsentContextIsOne() {
    var key = made(valid());
    var large = with(user("u1"), "page", text("é".repeat(100_000)));
    Ofrep.one(key, large).then().statusCode(200).body("value", equalTo("three pages"));
    Ofrep.asking(Tokens.client())
        .body("{}")
        .post(Ofrep.FLAGS + "/" + key + "?flagConfigEtag=x&flagConfigLastModified=7")
        .then()
        .statusCode(200)
        .body("value", equalTo("three pages"));
  }

  @Test
  void anotherMediaTypeIsRefusedInTheProtocolsShape() {
    var key = made(valid());
    refused(
        Ofrep.asking(Tokens.client())
            .contentType("text/plain")
            .body("{}")
            .post(Ofrep.FLAGS + "/" + key),
        415,
        "GENERAL");
  }

  private static void says(FlagType type, Value value, String written) {
    var key = made(valid().setType(type).setDefaultValue(value));
    var reply = Ofrep.one(key, NOBODY);
    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(reply.asString())
        .isEqualTo(
            "{\"key\":\"%s\",\"reason\":\"STATIC\",\"variant\":\"default\",\"value\":%s,\"metadata\":{\"rule\":\"DEFAULT\"}}"
                .formatted(key, written));
  }

  private static Response refused(Response reply, int status, String code) {
    reply
        .then()
        .statusCode(status)
        .contentType("application/json")
        .body("errorCode", equalTo(code))
        .body("metadata", anEmptyMap());
    assertThat(reply.jsonPath().getString("errorDetails")).isNotBlank().doesNotContain("Exception");
    return reply;
  }
}
