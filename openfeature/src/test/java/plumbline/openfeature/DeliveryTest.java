package plumbline.openfeature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.FlagEvaluationDetails;
import dev.openfeature.sdk.ImmutableMetadata;
import dev.openfeature.sdk.MutableContext;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is sent again, what is not, and what is counted. */
class DeliveryTest {
  private static final EvaluationContext ANNA = new MutableContext("anna");

  private Receiver receiver;

  @BeforeEach
  void start() throws Exception {
    receiver = new Receiver();
  }

  @AfterEach
  void stop() {
    receiver.close();
  }

  @Test
  void theSameBatchIsSentAgainUntilItIsAcknowledged() {
    receiver.then(500, "").then(503, "{}").then(429, "{}").then(404, "").then(200, "<html>");
    receiver.then(200, "").then(200, "{\"results\": 5}").then(200, "{\"results\": [7, 7]}");
    receiver.then(200, "{\"results\": [{\"outcome\": \"EVENT_OUTCOME_ACCEPTED\"}]}");
    try (var plumbline = quick().build()) {
      plumbline.track("a", ANNA, null);
      plumbline.track("b", ANNA, null);
      assertThat(plumbline.flush()).isTrue();
      assertThat(plumbline.stats()).isEqualTo(new Stats(0, 2, 0, 0));
      assertThat(receiver.batches()).hasSize(10);
      // The same to the letter: the same ids, the same times.
      assertThat(receiver.batches()).containsOnly(receiver.batches().get(0));
    }
  }

  @Test
  void batchesAreInOrderAndBounded() {
    try (var plumbline = quick().batchSize(3).build()) {
      for (var i = 0; i < 7; i++) {
        plumbline.track("e" + i, ANNA, null);
      }
      assertThat(plumbline.flush()).isTrue();
      assertThat(receiver.names().stream().flatMap(List::stream))
          .containsExactly("e0", "e1", "e2", "e3", "e4", "e5", "e6");
      assertThat(receiver.names()).allMatch(batch -> batch.size() <= 3);
    }
  }

  @Test
  void anEventThatSpoilsItsBatchIsFoundAndTheOthersAreTaken() {
    receiver.then(400, "{\"code\":\"INVALID_ARGUMENT\"}").then(413, "");
    receiver.then(400, "{\"message\":\"no\"}");
    try (var plumbline = quick().batchSize(4).build()) {
      for (var name : List.of("bad", "b", "c", "d")) {
        plumbline.track(name, ANNA, null);
      }
      assertThat(plumbline.flush()).isTrue();
      assertThat(receiver.names())
          .containsExactly(
              List.of("bad", "b", "c", "d"),
              List.of("bad", "b"),
              List.of("bad"),
              List.of("b"),
              List.of("c", "d"));
      assertThat(plumbline.stats()).isEqualTo(new Stats(0, 3, 0, 1));
    }
  }

  @Test
  void whatIsRejectedOrInConflictIsCountedAndNotSentAgain() {
    receiver.then(
        200,
        """
        {"results": [{"outcome": "EVENT_OUTCOME_REJECTED", "field": "events[0].name"},
                     {"outcome": "EVENT_OUTCOME_CONFLICT", "reason": "the same id"},
                     {"outcome": "EVENT_OUTCOME_ACCEPTED"}]}
        """);
    try (var plumbline = quick().batchSize(3).build()) {
      for (var name : List.of("a", "b", "c")) {
        plumbline.track(name, ANNA, null);
      }
      assertThat(plumbline.flush()).isTrue();
      assertThat(plumbline.stats()).isEqualTo(new Stats(0, 1, 0, 2));
      assertThat(receiver.batches()).hasSize(1);
    }
  }

  @Test
  void theServersWaitIsKept() {
    receiver.thenAskToWait(429, 1);
    var before = System.nanoTime();
    try (var plumbline = quick().build()) {
      plumbline.track("a", ANNA, null);
      assertThat(plumbline.flush()).isTrue();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofSeconds(1));
  }

  @Test
  void theCredentialIsAskedForEachRequest() {
    receiver.then(401, "{}").then(401, "{}");
    var asked = new AtomicInteger();
    try (var plumbline = quick().credential(() -> credential(asked.incrementAndGet())).build()) {
      plumbline.track("a", ANNA, null);
      assertThat(plumbline.flush()).isTrue();
      assertThat(receiver.credentials()).containsExactly("", "Bearer token-4", "Bearer token-5");
      assertThat(asked).hasValue(5);
    }
  }

  /** None, twice none that can be sent, and then good ones. */
  private static String credential(int time) {
    return switch (time) {
      case 1 -> "";
      case 2 -> throw new IllegalStateException("no identity provider");
      case 3 -> "two\r\nlines";
      default -> "token-" + time;
    };
  }

  @Test
  void anExposureIsSentUntilItIsStoredAndThenNoMore() {
    receiver.then(200, "{\"results\": [{\"outcome\": \"EVENT_OUTCOME_REJECTED\"}]}");
    try (var plumbline = quick().build()) {
      for (var i = 0; i < 4; i++) {
        plumbline.expose(evaluation("new", true, false), ANNA);
        assertThat(plumbline.flush()).isTrue();
      }
      plumbline.expose(evaluation("new", true, true), ANNA);
      plumbline.expose(evaluation("new", false, false), ANNA);
      assertThat(plumbline.stats()).isEqualTo(new Stats(0, 1, 0, 1));
      plumbline.expose(evaluation("old", true, false), ANNA);
      plumbline.expose(evaluation("new", true, false), new MutableContext("bert"));
      assertThat(plumbline.flush()).isTrue();
      assertThat(plumbline.stats()).isEqualTo(new Stats(0, 3, 0, 1));
      var sent = receiver.batches().get(0).get(0).getAsJsonObject("exposure");
      var exposure = new JsonObject();
      exposure.addProperty("experiment", "search");
      exposure.addProperty("variant", "new");
      assertThat(sent).isEqualTo(exposure);
    }
  }

  @Test
  void nothingTakesLongerThanItMayAtTheEnd() throws Exception {
    // Connections are made, and nothing is ever answered.
    try (var hanging = new ServerSocket(0, 50, java.net.InetAddress.getLoopbackAddress())) {
      var address = URI.create("http://127.0.0.1:" + hanging.getLocalPort());
      var plumbline = Plumbline.to(address).flushTimeout(Duration.ofMillis(300)).build();
      plumbline.track("a", ANNA, null);
      assertThat(plumbline.flush()).isFalse();
      assertThat(plumbline.stats()).isEqualTo(new Stats(1, 0, 0, 0));
      plumbline.close();
      assertThat(plumbline.stats()).isEqualTo(new Stats(0, 0, 1, 0));
      plumbline.track("too late", ANNA, null);
      plumbline.close();
      assertThat(plumbline.flush()).as("nobody would ever send it").isFalse();
      assertThat(plumbline.stats()).isEqualTo(new Stats(0, 0, 2, 0));
      await().until(() -> senders() == 0);
    }
  }

  @Test
  void anAnswerThatDoesNotComeIsWaitedForNoLongerThanTheTimeout() throws Exception {
    try (var hanging = new ServerSocket(0, 50, java.net.InetAddress.getLoopbackAddress())) {
      hanging.setSoTimeout(60_000);
      var address = URI.create("http://127.0.0.1:" + hanging.getLocalPort());
      try (var plumbline =
          Plumbline.to(address)
              .requestTimeout(Duration.ofMillis(100))
              .backoff(Duration.ofMillis(1), Duration.ofMillis(1))
              .linger(Duration.ZERO)
              .flushTimeout(Duration.ofMillis(1))
              .build()) {
        plumbline.track("a", ANNA, null);
        // Each attempt that timed out made way for the next.
        for (var attempt = 0; attempt < 3; attempt++) {
          hanging.accept();
        }
      }
    }
  }

  private PlumblineBuilder quick() {
    return Plumbline.to(receiver.address())
        .linger(Duration.ofHours(1))
        .backoff(Duration.ofMillis(1), Duration.ofMillis(5))
        .flushTimeout(Duration.ofSeconds(30));
  }

  private static FlagEvaluationDetails<String> evaluation(
      String variant, boolean exposes, boolean exposed) {
    return FlagEvaluationDetails.<String>builder()
        .flagKey("search-page")
        .value("any")
        .variant(variant)
        .flagMetadata(
            ImmutableMetadata.builder()
                .addString("experiment", "search")
                .addString("unitType", "user")
                .addBoolean("exposes", exposes)
                .addBoolean("exposed", exposed)
                .build())
        .build();
  }

  private static long senders() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("plumbline-events"))
        .count();
  }
}
