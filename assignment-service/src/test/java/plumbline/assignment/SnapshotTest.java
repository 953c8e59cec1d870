package plumbline.assignment;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.grpc.Context;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import plumbline.proto.assignment.v1.AssignRequest;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentSnapshot;
import plumbline.proto.assignment.v1.ExperimentState;
import plumbline.proto.assignment.v1.WatchExperimentsRequest;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class SnapshotTest {
  private static final String KEY = "plumbline:snapshot";

  @Inject Redis redis;

  @Test
  void aWatcherSeesWhatIsAndEachChange() {
    var key = Definitions.newKey("watch");
    Flow.create(key, Definitions.valid().build());
    try (var watch = Watching.from(WatchExperimentsRequest.getDefaultInstance())) {
      await()
          .atMost(20, SECONDS)
          .until(() -> watch.sees(key, ExperimentState.EXPERIMENT_STATE_DRAFT));
      Flow.submit(key);
      Flow.approve(key);
      Flow.start(key);
      await()
          .atMost(20, SECONDS)
          .until(() -> watch.sees(key, ExperimentState.EXPERIMENT_STATE_RUNNING));
      Flow.halt(key);
      await()
          .atMost(20, SECONDS)
          .until(() -> watch.sees(key, ExperimentState.EXPERIMENT_STATE_HALTED));
      assertThat(watch.versions()).isSorted().doesNotHaveDuplicates();
    }
  }

  @Test
  void whatAWatcherKnowsIsNotSentAgain() {
    Flow.create(Definitions.newKey("known"), Definitions.valid().build());
    try (var first = Watching.from(WatchExperimentsRequest.getDefaultInstance())) {
      await().atMost(20, SECONDS).until(() -> !first.versions().isEmpty());
      var known = first.last();
      try (var second =
          Watching.from(
              WatchExperimentsRequest.newBuilder()
                  .setKnownEpoch(known.getEpoch())
                  .setKnownVersion(known.getVersion())
                  .build())) {
        var key = Definitions.newKey("known");
        Flow.create(key, Definitions.valid().build());
        await()
            .atMost(20, SECONDS)
            .until(() -> second.sees(key, ExperimentState.EXPERIMENT_STATE_DRAFT));
        assertThat(second.versions()).allMatch(version -> version > known.getVersion());
      }
    }
  }

  @Test
  void manyWatchersThatNeverReadHinderNobody() {
    var cancellable = Context.current().withCancellation();
    cancellable.run(() -> {
      for (var i = 0; i < 100; i++) {
        Calls.experiments(Tokens.service())
            .watchExperiments(WatchExperimentsRequest.getDefaultInstance());
      }
    });
    var key = Flow.running("crowd", Definitions.valid().build());
    assertThat(assign(key)).isNotEmpty();
    cancellable.cancel(null);
  }

  @Test
  void whatAnotherReplicaSharesIsSeenAndPostgresqlHasTheLastWord() {
    var key = Flow.running("other", Definitions.valid().build());
    assertThat(assign(key)).isNotEmpty();
    var shared = sharedSnapshot();
    var foreign = Definitions.newKey("foreign");
    var forged =
        shared.toBuilder()
            .setVersion(shared.getVersion() + 1_000)
            .addExperiments(
                Experiment.newBuilder()
                    .setKey(foreign)
                    .setState(ExperimentState.EXPERIMENT_STATE_RUNNING)
                    .setDefinition(Definitions.valid()))
            .build();
    try (var watch = Watching.from(WatchExperimentsRequest.getDefaultInstance())) {
      put(forged.getEpoch(), forged.getVersion(), Buffer.buffer(forged.toByteArray()));
      await()
          .atMost(20, SECONDS)
          .until(() -> watch.sees(foreign, ExperimentState.EXPERIMENT_STATE_RUNNING));
    }
    await().atMost(20, SECONDS).until(() -> sharedSnapshot().getVersion() < forged.getVersion());
    assertThat(assign(key)).isNotEmpty();
  }

  @Test
  void poisonInRedisIsReplaced() {
    var key = Flow.running("poison", Definitions.valid().build());
    put(sharedSnapshot().getEpoch(), Long.MAX_VALUE / 1024, Buffer.buffer("no snapshot"));
    await()
        .atMost(20, SECONDS)
        .ignoreExceptions()
        .until(() ->
            sharedSnapshot().getExperimentsList().stream().anyMatch(e -> e.getKey().equals(key)));
    send(Request.cmd(Command.SET).arg(KEY).arg("not even a hash"));
    var next = Flow.running("poison", Definitions.valid().build());
    assertThat(assign(next)).isNotEmpty();
    await()
        .atMost(20, SECONDS)
        .ignoreExceptions()
        .until(() ->
            sharedSnapshot().getExperimentsList().stream().anyMatch(e -> e.getKey().equals(next)));
  }

  @Test
  void healthAndMetricsShowVersionAndAge() {
    Flow.create(Definitions.newKey("age"), Definitions.valid().build());
    given()
        .get("/q/health/ready")
        .then()
        .statusCode(200)
        .body("checks.find { it.name == 'snapshot' }.status", equalTo("UP"))
        .body("checks.find { it.name == 'snapshot' }.data.version", notNullValue())
        .body("checks.find { it.name == 'snapshot' }.data.ageMillis", notNullValue());
    given()
        .get("/q/metrics")
        .then()
        .statusCode(200)
        .body(containsString("plumbline_snapshot_version"))
        .body(containsString("plumbline_snapshot_age_seconds"))
        .body(containsString("plumbline_exposures_queued_total"))
        .body(containsString("plumbline_exposures_sent_total"))
        .body(containsString("plumbline_exposures_dropped_total"))
        .body(containsString("plumbline_exposures_suppressed_total"));
  }

  private static String assign(String key) {
    return Calls.assignments(Tokens.client())
        .assign(AssignRequest.newBuilder().setExperiment(key).setUnit("u1").build())
        .getAssignment()
        .getVariant();
  }

  private ExperimentSnapshot sharedSnapshot() {
    try {
      return ExperimentSnapshot.parseFrom(
          send(Request.cmd(Command.HGET).arg(KEY).arg("data")).toBytes());
    } catch (com.google.protobuf.InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  private void put(String epoch, long version, Buffer data) {
    send(
        Request.cmd(Command.HSET)
            .arg(KEY)
            .arg("epoch")
            .arg(epoch)
            .arg("version")
            .arg(version)
            .arg("data")
            .arg(data));
  }

  private Response send(Request request) {
    return redis.send(request).await().atMost(Duration.ofSeconds(10));
  }
}
