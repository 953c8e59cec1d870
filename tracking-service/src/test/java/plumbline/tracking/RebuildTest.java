package plumbline.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.Timestamp;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.tracking.v1.GetRebuildRequest;
import plumbline.proto.tracking.v1.Rebuild;
import plumbline.proto.tracking.v1.RebuildStatisticsRequest;

/** Statistics computed anew, beside the live ones. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class RebuildTest {

  @Test
  void whatIsLiveIsWhatTheEventsSay() throws Exception {
    send("rebuilt", 11, 400);
    var live = Folded.variants("rebuilt", "");
    var rebuild = rebuilt("rebuilt", false);
    assertThat(rebuild.getUnits())
        .isEqualTo(live.stream().mapToLong(it -> it.getExposedUnits()).sum())
        .isGreaterThan(200);
    assertThat(rebuild.getAuthor()).isEqualTo("test-admin");
    assertThat(rebuild.getShardsDone()).isEqualTo(16);
    assertThat(rebuild.getReplace()).isFalse();
    assertThat(live).anyMatch(it -> it.getCrossedOverUnits() > 0 && it.getExcludedUnits() > 0);
    assertEqual(rebuild);
  }

  @Test
  void anEndThatMovesLeavesWhatTheEventsSayByThen() throws Exception {
    send("ended", 17, 200);
    var running = Folded.variants("ended", "");
    var stopped = Crowd.experiment("ended", 2).setStopTime(after(25_000));
    ended(stopped);
    assertEqual(rebuilt("ended", false));
    var enrolled = Folded.variants("ended", "");
    assertThat(enrolled).isNotEqualTo(running);
    ended(stopped.setVersion(3).setHaltTime(after(30_000)));
    assertEqual(rebuilt("ended", false));
    assertThat(Folded.variants("ended", "")).isNotEqualTo(enrolled);
    ended(Crowd.experiment("ended", 4));
    assertEqual(rebuilt("ended", false));
    assertThat(Folded.variants("ended", "")).isEqualTo(running);
  }

  private static Timestamp after(long seconds) {
    return Samples.time(Samples.START.plusSeconds(seconds));
  }

  private static void ended(Experiment.Builder experiment) {
    Servers.definitions().put(experiment.build());
    await()
        .until(
            () -> Folded.statistics("ended", "").getDefinitionVersion() == experiment.getVersion());
  }

  @Test
  void whatIsWrongIsCountedAndStaysUnlessItIsToBeReplaced() throws Exception {
    send("spoiled", 12, 300);
    var right = Folded.variants("spoiled", "");
    spoil("spoiled");
    var wrong = Folded.variants("spoiled", "");
    assertThat(wrong).isNotEqualTo(right);

    var compared = rebuilt("spoiled", false);
    assertThat(compared.getDifferingUnits()).isEqualTo(4);
    assertThat(compared.getDifferingSums()).isEqualTo(3);
    assertThat(Folded.variants("spoiled", "")).isEqualTo(wrong);

    var replaced = rebuilt("spoiled", true);
    assertThat(replaced.getDifferingUnits()).isEqualTo(4);
    assertThat(replaced.getDifferingSums()).isEqualTo(3);
    assertThat(Folded.variants("spoiled", "")).isEqualTo(right);
    assertEqual(rebuilt("spoiled", false));
  }

  /** Four units: changed, gone, invented, and with another histogram; and three rows of sums. */
  private static void spoil(String experiment) throws SQLException {
    var unit = "(SELECT min(unit) FROM unit_state WHERE plan_key = '%s')".formatted(experiment);
    for (var command :
        new String[] {
          "DELETE FROM unit_state WHERE plan_key = '%1$s' AND unit = %2$s",
          "DELETE FROM unit_histogram WHERE plan_key = '%1$s' AND unit < %2$s",
          "UPDATE unit_state SET amounts[1] = amounts[1] + 1 WHERE plan_key = '%1$s' AND unit = %2$s",
          """
          INSERT INTO unit_state SELECT shard, unit_type, unit || '-', plan_key, variant,
            first_exposure, first_event, crossed_over, excluded, segments, amounts
          FROM unit_state WHERE plan_key = '%1$s' AND unit = %2$s
          """,
          """
          UPDATE unit_histogram SET events[1] = events[1] + 1 WHERE ctid = (
            SELECT ctid FROM unit_histogram WHERE plan_key = '%1$s' AND cardinality(events) > 0
              AND unit > %2$s || '~' ORDER BY unit LIMIT 1)
          """,
          """
          UPDATE aggregate SET sums[1] = sums[1] - 1 WHERE ctid = (
            SELECT ctid FROM aggregate WHERE plan_key = '%1$s' AND segment = -1 LIMIT 1)
          """,
          """
          DELETE FROM aggregate WHERE ctid = (
            SELECT ctid FROM aggregate WHERE plan_key = '%1$s' AND segment = 0 AND exposed > 0 LIMIT 1)
          """,
          """
          UPDATE aggregate_histogram SET events = events + 1 WHERE ctid = (
            SELECT ctid FROM aggregate_histogram WHERE plan_key = '%1$s' LIMIT 1)
          """
        }) {
      Sql.run(command.formatted(experiment, unit));
    }
  }

  @Test
  void itNeverTakesWhatArrivesMeanwhileForADifference() throws Exception {
    send("busy", 12, 1);
    Folded.statistics("busy", "");
    var crowd = new Crowd(13, "busy");
    var done = new AtomicBoolean();
    try (var executor = Executors.newSingleThreadExecutor()) {
      var sending =
          executor.submit(() -> {
            for (var i = 0; !done.get(); i++) {
              crowd.send(crowd.events("busy" + i + "-", 30));
            }
            return null;
          });
      for (var i = 0; i < 4; i++) {
        assertEqual(rebuilt("busy", i % 2 == 1));
      }
      done.set(true);
      sending.get();
    }
    Folded.statistics("busy", "");
    var rebuild = rebuilt("busy", false);
    assertEqual(rebuild);
    assertThat(rebuild.getUnits()).isPositive();
  }

  @Test
  void aSegmentThatWasGivenUpIsNoDifference() throws Exception {
    send("given-up", 16, 40);
    Folded.statistics("given-up", "");
    Sql.run("DELETE FROM aggregate WHERE plan_key = 'given-up' AND segment = 0");
    assertThat(rebuilt("given-up", false).getDifferingSums()).isPositive();
    Sql.run("INSERT INTO segment_overflow SELECT 'given-up', 0, shard FROM fold_shard");
    assertEqual(rebuilt("given-up", false));
  }

  @Test
  void erasedUnitsAreMissingOnBothSides() throws Exception {
    send("thinned", 14, 150);
    Folded.statistics("thinned", "");
    var before = rebuilt("thinned", false).getUnits();
    var erased =
        Sql.ask(
                """
                SELECT string_agg(unit, ',') FROM (
                  SELECT unit FROM unit_state WHERE plan_key = 'thinned' ORDER BY unit LIMIT 20) u
                """)
            .split(",");
    try (var admin = Client.as("admin")) {
      for (var unit : erased) {
        admin.erase("user", unit);
      }
      for (var unit : erased) {
        await().until(() -> admin.erase("user", unit).getComplete());
      }
    }
    Folded.statistics("thinned", "");
    var rebuild = rebuilt("thinned", false);
    assertEqual(rebuild);
    assertThat(rebuild.getUnits()).isEqualTo(before - 20);
  }

  @Test
  void oneAtATimeAndItEndsWithWhatItIsOf() throws Exception {
    send("held", 15, 20);
    Folded.statistics("held", "");
    try (var _ = TableLock.on("fold_shard")) {
      var first = request("held", true);
      assertThat(first.getShardsDone()).isZero();
      assertThat(first.hasCompleteTime()).isFalse();
      var second = request("held", false);
      assertThat(second.getRequestTime()).isEqualTo(first.getRequestTime());
      assertThat(second.getReplace()).isTrue();
      Sql.run("UPDATE definition SET sealed = true WHERE experiment = 'held'");
    }
    await()
        .untilAsserted(() ->
            assertThatThrownBy(() -> get("held"))
                .isInstanceOfSatisfying(
                    StatusRuntimeException.class,
                    it -> assertThat(it.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND)));
    assertFails(() -> request("held", false), Status.Code.FAILED_PRECONDITION, "sealed");
  }

  @Test
  void ofWhatIsNotThereItIsNotFound() {
    assertFails(() -> request("nowhere", false), Status.Code.NOT_FOUND, "nowhere");
    assertFails(() -> get("nowhere"), Status.Code.NOT_FOUND, "nowhere");
    assertFails(() -> request("No/Key", false), Status.Code.INVALID_ARGUMENT, "experiment");
  }

  private static void send(String experiment, long seed, int users) throws Exception {
    Servers.definitions().put(Crowd.experiment(experiment, 1).build());
    var crowd = new Crowd(seed, experiment);
    crowd.send(crowd.events(experiment, users));
  }

  private static void assertEqual(Rebuild rebuild) {
    assertThat(rebuild.getDifferingUnits()).isZero();
    assertThat(rebuild.getDifferingSums()).isZero();
  }

  private static void assertFails(ThrowingCallable call, Status.Code code, String says) {
    assertThatThrownBy(call)
        .hasMessageContaining(says)
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            it -> assertThat(it.getStatus().getCode()).isEqualTo(code));
  }

  private static Rebuild rebuilt(String experiment, boolean replace) {
    assertThat(request(experiment, replace).getReplace()).isEqualTo(replace);
    return await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> get(experiment), Rebuild::hasCompleteTime);
  }

  private static Rebuild request(String experiment, boolean replace) {
    var request =
        RebuildStatisticsRequest.newBuilder().setExperiment(experiment).setReplace(replace).build();
    try (var admin = Client.as("admin")) {
      return admin.statistics.rebuildStatistics(request).getRebuild();
    }
  }

  private static Rebuild get(String experiment) {
    var request = GetRebuildRequest.newBuilder().setExperiment(experiment).build();
    try (var analyst = Client.as("analyst")) {
      return analyst.statistics.getRebuild(request).getRebuild();
    }
  }
}
