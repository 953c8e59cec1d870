package plumbline.assignment;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static plumbline.assignment.Refusals.refused;

import io.grpc.Status;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import plumbline.proto.assignment.v1.AssignRequest;

/** Callers that send next to nothing are sent away, and nobody else notices them. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
@TestProfile(SlowCallersTest.Impatient.class)
class SlowCallersTest {
  private static final byte[] BYTE = "x".getBytes(ISO_8859_1);
  private static final int CROWD = 300;

  private static final String HEAD =
      """
      POST /v1/assign HTTP/1.1\r
      Host: localhost\r
      Content-Type: application/json\r
      Authorization: Bearer %s\r
      """;

  /** Waits two seconds for a request, and for the beginning of a gRPC connection. */
  public static final class Impatient implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "plumbline.limits.request-timeout", "2s", "quarkus.grpc.server.handshake-timeout", "2s");
    }
  }

  @Test
  void hundredsThatSayNothingAreSentAwayAndNobodyNotices() {
    var crowd = new ArrayList<RawSocket>();
    try {
      for (var i = 0; i < CROWD; i++) {
        crowd.add(RawSocket.http());
        crowd.add(RawSocket.grpc());
      }
      for (var i = 0; i < 20; i++) {
        callsAreAnswered();
      }
      assertThat(crowd).allSatisfy(silent -> assertThat(silent.readText()).doesNotContain("HTTP"));
    } finally {
      crowd.forEach(RawSocket::close);
    }
  }

  @Test
  void headsThatDripAreEnded() {
    var crowd = new ArrayList<RawSocket>();
    try {
      for (var i = 0; i < CROWD; i++) {
        crowd.add(
            RawSocket.http().send("GET /v1/experiments HTTP/1.1\r\nHost: localhost\r\nX-Y: "));
      }
      whileDripping(
          crowd,
          () -> {
            callsAreAnswered();
            crowd.forEach(dripping -> assertThat(dripping.readText()).isEmpty());
          });
    } finally {
      crowd.forEach(RawSocket::close);
    }
  }

  @Test
  void aBodyThatDripsIsAnsweredAndEnded() {
    for (var length : List.of("Content-Length: 100000\r\n", "Transfer-Encoding: chunked\r\n")) {
      try (var slow = RawSocket.http().send(HEAD.formatted(Tokens.client()) + length + "\r\n")) {
        var chunked = length.contains("chunked");
        slow.send(chunked ? "ffff\r\n" : "");
        whileDripping(
            List.of(slow),
            () -> {
              callsAreAnswered();
              assertThat(slow.readText())
                  .startsWith("HTTP/1.1 408 ")
                  .containsIgnoringCase("connection: close")
                  .contains("\"DEADLINE_EXCEEDED\"", "did not arrive within 2 s");
            });
      }
    }
  }

  @Test
  void aBodyThatDripsToWhoMayNothingIsEnded() {
    try (var slow = RawSocket.http().send(HEAD.formatted("x") + "Content-Length: 100000\r\n\r\n")) {
      whileDripping(List.of(slow), () -> assertThat(slow.readText()).startsWith("HTTP/1.1 401 "));
    }
  }

  @Test
  void aConnectionMayBeUsedForAsLongAsRequestsCome() throws InterruptedException {
    var ask = "GET /q/health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";
    try (var steady = RawSocket.http()) {
      for (var i = 0; i < 8; i++) {
        steady.send(ask);
        Thread.sleep(300);
      }
      var answers = steady.readText();
      assertThat(answers.split("HTTP/1.1 200", -1)).hasSize(9);
    }
  }

  @Test
  void aStreamOfNoticesGoesOn() throws InterruptedException {
    try (var listener = OfrepListener.open()) {
      Thread.sleep(4_500);
      var before = listener.lines().size();
      FlagDefinitions.made(FlagDefinitions.valid());
      org.awaitility.Awaitility.await().until(() -> listener.lines().size() > before);
    }
  }

  private static void callsAreAnswered() {
    given().get("/q/health/live").then().statusCode(200);
    var request = AssignRequest.newBuilder().setExperiment("none").setUnit("u").build();
    refused(Status.Code.NOT_FOUND, () -> Calls.assignments(Tokens.client()).assign(request));
  }

  /** Runs the work while each of them sends a byte ten times a second. */
  private static void whileDripping(List<RawSocket> sockets, Runnable work) {
    try (var dripping = Executors.newSingleThreadScheduledExecutor()) {
      dripping.scheduleWithFixedDelay(
          () -> sockets.forEach(socket -> socket.trySend(BYTE)), 0, 100, MILLISECONDS);
      work.run();
      dripping.shutdownNow();
    }
  }
}
