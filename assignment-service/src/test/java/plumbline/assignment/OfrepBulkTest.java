package plumbline.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.equalTo;
import static plumbline.assignment.FlagContexts.NOBODY;
import static plumbline.assignment.FlagContexts.user;
import static plumbline.assignment.FlagContexts.with;
import static plumbline.assignment.FlagDefinitions.force;
import static plumbline.assignment.FlagDefinitions.made;
import static plumbline.assignment.FlagDefinitions.number;
import static plumbline.assignment.FlagDefinitions.rollout;
import static plumbline.assignment.FlagDefinitions.text;
import static plumbline.assignment.FlagDefinitions.valid;

import com.google.protobuf.Struct;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import plumbline.proto.assignment.v1.FlagType;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class OfrepBulkTest {
  /** More than are evaluated on the event loop. */
  private static final int MANY = 60;

  @ConfigProperty(name = "quarkus.http.test-port")
  int port;

  @Test
  void everyFlagInUseIsThereWithWhatCameOfIt() {
    var number = made(valid().setType(FlagType.FLAG_TYPE_NUMBER).setDefaultValue(number(2)));
    var byUnit = made(valid().addRules(rollout("all", 1, text("one page"))));
    var archived = FlagDefinitions.archive(made(valid())).getKey();
    var reply = Ofrep.all(user("u1"));
    reply
        .then()
        .statusCode(200)
        .contentType("application/json")
        .header("cache-control", "no-store")
        .body("metadata", anEmptyMap())
        .body("eventStreams[0].type", equalTo("sse"))
        .body("eventStreams[0].url", equalTo("http://localhost:" + port + "/ofrep/v1/events"))
        .body("eventStreams[0].inactivityDelaySec", equalTo(120));
    assertThat(reply.asString()).contains("\"value\":2.0");
    var json = reply.jsonPath();
    assertThat(json.getList("flags.key", String.class))
        .contains(number, byUnit)
        .doesNotContain(archived)
        .isSorted();
    assertThat(flag(json, byUnit))
        .isEqualTo(
            Map.of(
                "key",
                byUnit,
                "value",
                "one page",
                "reason",
                "SPLIT",
                "variant",
                "all",
                "metadata",
                Map.of("rule", "ROLLOUT", "flagRule", "all")));
    var forNobody = flag(Ofrep.all(NOBODY).jsonPath(), byUnit);
    assertThat(forNobody)
        .containsEntry("errorCode", "TARGETING_KEY_MISSING")
        .containsEntry("metadata", Map.of())
        .doesNotContainKey("value");
  }

  @Test
  void theMarkIsOfTheReplyWhateverMadeItAnother() {
    var key = made(valid().addRules(force("staff", "plan == 'staff'", text("all"))));
    var first = mark(user("u1"));
    assertThat(first).matches("\"[0-9a-f]{32}\"");
    assertThat(mark(user("u1"))).as("again").isEqualTo(first);
    assertThat(mark(with(user("u1"), "plan", text("staff")))).as("context").isNotEqualTo(first);
    FlagDefinitions.rules(key, force("staff", "plan == 'staff'", text("none")));
    assertThat(mark(user("u1"))).as("a rule that was not this unit's").isEqualTo(first);
    FlagDefinitions.rules(key, rollout("all", 1, text("one page")));
    assertThat(mark(user("u1"))).as("definitions").isNotEqualTo(first);
  }

  @Test
  void whoHasTheReplyIsToldSoWithoutABody() {
    made(valid());
    var mark = mark(user("u1"));
    for (var known : List.of(mark, "W/" + mark, "\"other\", " + mark, "\"other\",W/" + mark, "*")) {
      var reply =
          Ofrep.asking(Tokens.client())
              .header("if-none-match", known)
              .body(Ofrep.body(user("u1")))
              .post(Ofrep.FLAGS);
      assertThat(reply.statusCode()).as(known).isEqualTo(304);
      assertThat(reply.asString()).isEmpty();
      assertThat(reply.header("etag")).isEqualTo(mark);
    }
    for (var other : List.of("\"other\"", mark.replace("\"", ""), "")) {
      Ofrep.asking(Tokens.client())
          .header("if-none-match", other)
          .body(Ofrep.body(user("u1")))
          .post(Ofrep.FLAGS)
          .then()
          .statusCode(200);
    }
  }

  @Test
  void manyFlagsAreAnsweredAsFewAre() {
    List<String> keys = new ArrayList<>();
    for (var i = 0; i < MANY; i++) {
      keys.add(made(valid().setDefaultValue(text("value " + i))));
    }
    var json = Ofrep.all(user("u1")).jsonPath();
    for (var i = 0; i < MANY; i++) {
      assertThat(flag(json, keys.get(i))).containsEntry("value", "value " + i);
    }
    assertThat(mark(user("u1"))).isEqualTo(mark(user("u1")));
  }

  @Test
  void aContextThatIsTooLargeIsRefusedAsAWhole() {
    var context = Struct.newBuilder();
    for (var i = 0; i <= 100; i++) {
      context.putFields("a" + i, number(i));
    }
    Ofrep.all(context.build())
        .then()
        .statusCode(400)
        .body("errorCode", equalTo("INVALID_CONTEXT"))
        .body("metadata", anEmptyMap());
  }

  @Test
  void theAddressOfTheStreamIsWhereTheCallerReachedUs() {
    Ofrep.asking(Tokens.client())
        .header("host", "flags.example:8443")
        .header("x-forwarded-host", "elsewhere.example")
        .body("{}")
        .post(Ofrep.FLAGS)
        .then()
        .statusCode(200)
        .body("eventStreams[0].url", equalTo("http://flags.example:8443/ofrep/v1/events"));
  }

  private static String mark(Struct context) {
    return Ofrep.all(context).header("etag");
  }

  private static Map<String, Object> flag(JsonPath json, String key) {
    return json.getMap("flags.find { it.key == '" + key + "' }");
  }
}
