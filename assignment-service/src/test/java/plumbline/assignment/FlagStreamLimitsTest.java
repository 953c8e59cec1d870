package plumbline.assignment;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static plumbline.assignment.FlagDefinitions.made;
import static plumbline.assignment.FlagDefinitions.valid;

import io.grpc.Status;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Few streams, that may be silent for a short time only, and browsers of another origin. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
@TestProfile(FlagStreamLimitsTest.Few.class)
class FlagStreamLimitsTest {
  private static final String SHOP = "https://shop.example";

  /** Three streams. */
  public static final class Few implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "plumbline.flags.max-streams",
          "3",
          "plumbline.flags.keep-alive",
          "500ms",
          "plumbline.flags.public-url",
          "https://flags.example/plumbline/",
          "quarkus.http.cors.enabled",
          "true",
          "quarkus.http.cors.origins",
          SHOP);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aStreamIsNeverSilentForLong(FlagdVersion version) {
    try (var listener = FlagdListener.open(version)) {
      await().atMost(20, SECONDS).until(() -> listener.types().size() >= 4);
      assertThat(listener.types().getFirst()).isEqualTo("provider_ready");
      assertThat(listener.types()).contains("keep_alive");
      assertThat(listener.changes()).isEmpty();
    }
    try (var listener = OfrepListener.open()) {
      await()
          .atMost(20, SECONDS)
          .until(() -> listener.lines().stream().filter(":"::equals).count() >= 3);
    }
  }

  @Test
  void moreStreamsThanMayBeAreRefusedUntilOneIsGone() {
    made(valid());
    await().atMost(20, SECONDS).until(() -> FlagStreamCount.now() == 0);
    try (var first = FlagdListener.open(FlagdVersion.V1);
        var second = FlagdListener.open(FlagdVersion.V2);
        var third = OfrepListener.open()) {
      await().atMost(20, SECONDS).until(() -> FlagStreamCount.now() == 3);
      try (var fourth = FlagdListener.open(FlagdVersion.V1)) {
        assertThat(fourth.end().join().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
      }
      var refused = RestAssured.get("/ofrep/v1/events");
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.header("retry-after")).isEqualTo("1");
      assertThat(refused.asString()).contains("\"metadata\":{}");
      assertThat(FlagStreamCount.now()).isEqualTo(3);
      second.close();
      await().atMost(20, SECONDS).until(() -> FlagStreamCount.now() == 2);
      try (var again = OfrepListener.open()) {
        assertThat(again.response().statusCode()).isEqualTo(200);
        var key = made(valid());
        await().atMost(20, SECONDS).until(() -> first.changes().contains(Map.of(key, "write")));
        await().atMost(20, SECONDS).until(() -> again.lastId().equals(third.lastId()));
      }
    }
  }

  @Test
  void aBrowserOfAnOriginThatIsNamedMayAsk() {
    var preflight =
        RestAssured.given()
            .header("Origin", SHOP)
            .header("Access-Control-Request-Method", "POST")
            .header("Access-Control-Request-Headers", "authorization,content-type,if-none-match")
            .options(Ofrep.FLAGS);
    assertThat(preflight.statusCode()).isEqualTo(200);
    assertThat(preflight.header("Access-Control-Allow-Origin")).isEqualTo(SHOP);
    assertThat(preflight.header("Access-Control-Allow-Headers")).contains("if-none-match");
    var answer = Ofrep.asking(Tokens.client()).header("Origin", SHOP).body("{}").post(Ofrep.FLAGS);
    readable(answer, 200);
    assertThat(answer.header("Access-Control-Expose-Headers")).contains("ETag");
    assertThat(answer.jsonPath().getString("eventStreams[0].url"))
        .isEqualTo("https://flags.example/plumbline/ofrep/v1/events");
    readable(
        RestAssured.given()
            .header("Origin", SHOP)
            .contentType("application/json")
            .body("{}")
            .post(Ofrep.FLAGS),
        401);
    try (var listener = OfrepListener.open(OfrepListener.request().header("Origin", SHOP))) {
      assertThat(listener.response().headers().firstValue("Access-Control-Allow-Origin"))
          .contains(SHOP);
    }
  }

  @Test
  void aBrowserOfAnotherOriginMayNot() {
    for (var origin : List.of("https://evil.example", "null")) {
      var answer =
          Ofrep.asking(Tokens.client()).header("Origin", origin).body("{}").post(Ofrep.FLAGS);
      assertThat(answer.header("Access-Control-Allow-Origin")).isNull();
    }
  }

  private static void readable(Response answer, int status) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(SHOP);
  }
}
