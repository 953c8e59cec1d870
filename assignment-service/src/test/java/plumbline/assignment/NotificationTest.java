package plumbline.assignment;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static plumbline.assignment.Refusals.refused;
import static plumbline.assignment.Signatures.assertSigned;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.grpc.Status;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hamcrest.Matchers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import plumbline.assignment.audit.AuditLog;
import plumbline.assignment.audit.AuditSubject;
import plumbline.assignment.change.Changes;
import plumbline.localstack.WebhookReceiver;
import plumbline.localstack.WebhookReceiver.Received;
import plumbline.localstack.WebhookReceiver.Reply;

@QuarkusTest
@QuarkusTestResource(Servers.class)
@TestProfile(Webhooks.class)
class NotificationTest {
  @ConfigProperty(name = "test.webhook.port")
  int port;

  @ConfigProperty(name = "test.webhook.late-port")
  int latePort;

  @Inject Pool pool;
  @Inject Changes changes;

  private @Nullable WebhookReceiver listening;

  @BeforeEach
  void listen() {
    listening = WebhookReceiver.start(port);
  }

  @AfterEach
  void close() {
    receiver().close();
  }

  @Test
  void eachStepIsToldOnceInOrderAndSigned() throws Exception {
    var key = Definitions.newKey("told");
    Flow.create(key, Definitions.valid().build());
    Flow.submit(key);
    Flow.reject(key);
    Flow.submit(key);
    Flow.approve(key);
    Flow.start(key);
    Flow.stop(key);
    var halted = Flow.halt(key);
    Flow.halt(key);
    awaitDelivered(key, "all", 7);
    var told = receiver().received("/all", key);
    assertThat(told)
        .extracting(it -> json(it).get("type").getAsString())
        .containsExactly(
            "experiment.submitted",
            "experiment.rejected",
            "experiment.submitted",
            "experiment.approved",
            "experiment.started",
            "experiment.stopped",
            "experiment.halted");
    assertThat(told).extracting(Received::id).doesNotHaveDuplicates();
    for (var message : told) {
      assertSigned(message, Webhooks.SECRET.getBytes(UTF_8));
    }
    var last = json(told.getLast());
    assertThat(last.get("timestamp").getAsString())
        .isEqualTo(
            Instant.ofEpochSecond(
                    halted.getHaltTime().getSeconds(), halted.getHaltTime().getNanos())
                .toString());
    assertThat(last.get("data").toString())
        .isEqualTo(
            """
            {"key":"%s","name":"One-page checkout","state":"EXPERIMENT_STATE_HALTED","version":8,\
            "actor":"tracking-service","reason":"orders fell",\
            "link":"https://plumbline.example.com/experiments/%s"}\
            """
                .formatted(key, key));
    given()
        .get("/q/metrics")
        .then()
        .body(Matchers.containsString("plumbline_notification_delivered_total{endpoint=\"all\"}"));
  }

  @Test
  void rampsAmendmentsAndDecisionsAreTold() {
    var ann = Calls.experiments(Tokens.ann());
    var key = Life.in("RUNNING");
    for (var action : List.of("amend", "ramp", "stop", "decide")) {
      Life.act(ann, action, Life.get(key));
    }
    var given = Life.in("DRAFT");
    Life.act(ann, "abandon", Life.get(given));
    awaitDelivered(key, "all", 7);
    awaitDelivered(given, "all", 1);
    var told = receiver().received("/all", key).stream().map(NotificationTest::json).toList();
    assertThat(told)
        .extracting(it -> it.get("type").getAsString())
        .containsExactly(
            "experiment.submitted",
            "experiment.approved",
            "experiment.started",
            "experiment.amended",
            "experiment.ramped",
            "experiment.stopped",
            "experiment.decided");
    assertThat(told.get(4).getAsJsonObject("data").get("traffic").getAsDouble()).isEqualTo(0.2);
    assertThat(told.getLast().getAsJsonObject("data").get("outcome").getAsString())
        .isEqualTo("DECISION_OUTCOME_INCONCLUSIVE");
    assertThat(json(receiver().received("/all", given).getFirst()).get("type").getAsString())
        .isEqualTo("experiment.abandoned");
  }

  @Test
  void aWebhookGetsWhatItWantsSignedWithItsOwnSecret() throws Exception {
    var key = Flow.running("some", Definitions.valid().build());
    Flow.halt(key);
    awaitDelivered(key, "some", 2);
    var told = receiver().received("/some", key);
    assertThat(told)
        .extracting(it -> json(it).get("type").getAsString())
        .containsExactly("experiment.started", "experiment.halted");
    var secret = new byte[24];
    for (byte i = 0; i < secret.length; i++) {
      secret[i] = i;
    }
    assertSigned(told.getFirst(), secret);
  }

  @Test
  void aChatGetsSentencesWithoutMarkupOfOurPeople() {
    var key = Definitions.newKey("chat");
    Flow.create(key, Definitions.valid().setName("A <b> & c").build());
    Flow.submit(key);
    awaitDelivered(key, "chat", 1);
    var told = receiver().received("/chat", key);
    assertThat(json(told.getFirst()).keySet()).containsExactly("text");
    assertThat(json(told.getFirst()).get("text").getAsString())
        .isEqualTo(
            "ann submitted *A &lt;b&gt; &amp; c* (`%s`): it waits for review.".formatted(key)
                + "\n<https://plumbline.example.com/experiments/"
                + key
                + "|See the experiment>");
  }

  @Test
  void aMessageIsSentAgainUnderItsIdUntilItIsTakenAndTheNextOnesWait() throws Exception {
    var key = Definitions.newKey("again");
    receiver()
        .answer(it ->
            it.path().equals("/all") && it.body().contains("submitted")
                ? stubborn(it.attempt())
                : new Reply(204));
    Flow.create(key, Definitions.valid().build());
    Flow.submit(key);
    Flow.approve(key);
    awaitDelivered(key, "all", 2);
    var told = receiver().received("/all", key);
    assertThat(told)
        .extracting(it -> json(it).get("type").getAsString())
        .containsExactly(
            "experiment.submitted",
            "experiment.submitted",
            "experiment.submitted",
            "experiment.submitted",
            "experiment.approved");
    assertThat(told.subList(0, 4)).extracting(Received::id).containsOnly(told.getFirst().id());
    assertThat(told.subList(0, 4)).extracting(Received::body).containsOnly(told.getFirst().body());
    for (var message : told) {
      assertSigned(message, Webhooks.SECRET.getBytes(UTF_8));
    }
  }

  /** An error, a wish for peace, silence; and well at last. */
  private static Reply stubborn(int attempt) {
    return switch (attempt) {
      case 1 -> new Reply(500);
      case 2 -> new Reply(429, Map.of("Retry-After", "0"));
      case 3 -> new Reply(204, Map.of(), new CountDownLatch(1), false);
      default -> new Reply(204);
    };
  }

  @Test
  void whatNobodyListenedToIsToldLaterAsItWasThen() {
    var key = Definitions.newKey("late");
    Flow.create(key, Definitions.valid().build());
    Flow.submit(key);
    Flow.approve(key);
    Flow.start(key);
    await().atMost(20, SECONDS).until(() -> attempts(key, "late") > 1);
    try (var late = WebhookReceiver.start(latePort)) {
      awaitDelivered(key, "late", 3);
      assertThat(late.received("/late", key))
          .extracting(it -> json(it).getAsJsonObject("data").get("state").getAsString())
          .containsExactly(
              "EXPERIMENT_STATE_IN_REVIEW",
              "EXPERIMENT_STATE_APPROVED",
              "EXPERIMENT_STATE_RUNNING");
    }
  }

  @Test
  void noStepWaitsForAWebhook() {
    var release = new CountDownLatch(1);
    var key = Definitions.newKey("slow");
    receiver()
        .answer(it ->
            it.body().contains(key) ? new Reply(204, Map.of(), release, false) : new Reply(204));
    Flow.create(key, Definitions.valid().build());
    Flow.submit(key);
    await().atMost(20, SECONDS).until(() -> !receiver().received("/all", key).isEmpty());
    // Every step answers while its first message has not been answered.
    Flow.approve(key);
    Flow.start(key);
    Flow.stop(key);
    Flow.halt(key);
    assertThat(delivered(key, "all")).isZero();
    release.countDown();
    awaitDelivered(key, "all", 5);
  }

  @Test
  void whatDidNotHappenIsNotTold() {
    var key = Definitions.newKey("undone");
    var draft = Flow.create(key, Definitions.valid().build());
    refused(Status.Code.FAILED_PRECONDITION, () -> Flow.start(key));
    var change =
        new AuditLog.Change(
            Instant.now(), "ann", AuditSubject.EXPERIMENT, key, 2, "submit", "", null, draft);
    assertThatThrownBy(() ->
            VertxContextSupport.subscribeAndAwait(() ->
                changes.run(work ->
                    work.changed(change)
                        .chain(() -> work.session().flush())
                        .chain(() -> Uni.createFrom().failure(new IllegalStateException("no"))))))
        .hasStackTraceContaining("no");
    assertThat(number("SELECT count(*) FROM outbox WHERE experiment_key = $1", key)).isZero();
    Flow.submit(key);
    awaitDelivered(key, "all", 1);
  }

  private WebhookReceiver receiver() {
    return java.util.Objects.requireNonNull(listening);
  }

  private static JsonObject json(Received message) {
    return JsonParser.parseString(message.body()).getAsJsonObject();
  }

  /** Waits until all the messages to the endpoint are marked, and there are so many. */
  private void awaitDelivered(String key, String endpoint, int count) {
    await().atMost(60, SECONDS).until(() -> delivered(key, endpoint) == count);
    assertThat(
            number(
                "SELECT count(*) FROM outbox WHERE experiment_key = $1 AND endpoint = $2",
                key,
                endpoint))
        .isEqualTo(count);
  }

  private long delivered(String key, String endpoint) {
    return number(
        "SELECT count(*) FROM outbox"
            + " WHERE experiment_key = $1 AND endpoint = $2 AND state = 'DELIVERED'",
        key,
        endpoint);
  }

  private long attempts(String key, String endpoint) {
    return number(
        "SELECT sum(attempts) FROM outbox WHERE experiment_key = $1 AND endpoint = $2",
        key,
        endpoint);
  }

  private long number(String sql, String... parameters) {
    return pool.preparedQuery(sql)
        .execute(Tuple.from(List.of(parameters)))
        .await()
        .atMost(Duration.ofSeconds(20))
        .iterator()
        .next()
        .getLong(0);
  }
}
