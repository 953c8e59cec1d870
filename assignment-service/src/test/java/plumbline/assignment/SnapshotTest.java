package plumbline.assignment;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static plumbline.assignment.Refusals.refused;
import static plumbline.assignment.SharedRedis.CHANGED;
import static plumbline.assignment.SharedRedis.META;
import static plumbline.assignment.SharedRedis.ROWS;

import io.grpc.Context;
import io.grpc.Status;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;
import plumbline.proto.assignment.v1.AssignRequest;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentState;
import plumbline.proto.assignment.v1.WatchExperimentsRequest;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class SnapshotTest {
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
    await().atMost(20, SECONDS).until(() -> shared().holds(key));
    var invented = shared().version() + 1_000;
    var foreign =
        Experiment.newBuilder()
            .setKey(Definitions.newKey("foreign"))
            .setState(ExperimentState.EXPERIMENT_STATE_RUNNING)
            .setDefinition(Definitions.valid())
            .build();
    try (var watch = Watching.from(WatchExperimentsRequest.getDefaultInstance())) {
      shared().share(foreign, invented);
      await()
          .atMost(20, SECONDS)
          .until(() -> watch.sees(foreign.getKey(), ExperimentState.EXPERIMENT_STATE_RUNNING));
    }
    await().atMost(20, SECONDS).until(() -> shared().version() < invented);
    assertThat(shared().holds(foreign.getKey())).isFalse();
    assertThat(assign(key)).isNotEmpty();
    refused(Status.Code.NOT_FOUND, () -> assign(foreign.getKey()));
  }

  @Test
  void poisonInRedisIsReplaced() {
    var key = Flow.running("poison", Definitions.valid().build());
    shared().announce(Long.MAX_VALUE / 1024, 1);
    awaitShared(key);
    shared().send(Request.cmd(Command.HSET).arg(ROWS).arg("e:" + key).arg("no row"));
    shared().announce(Long.MAX_VALUE / 1024, 1);
    awaitShared(key);
    for (var name : List.of(META, ROWS, CHANGED)) {
      shared().send(Request.cmd(Command.SET).arg(name).arg("of another type"));
      var next = Flow.running("poison", Definitions.valid().build());
      assertThat(assign(next)).isNotEmpty();
      awaitShared(next);
    }
  }

  /** Waits until it is there, and nothing that was invented. */
  private void awaitShared(String key) {
    await()
        .atMost(20, SECONDS)
        .ignoreExceptions()
        .until(() -> shared().holds(key) && shared().version() < 1_000_000);
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

  private SharedRedis shared() {
    return new SharedRedis(redis);
  }
}
