package plumbline.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import plumbline.proto.assignment.v1.Metric;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.tracking.v1.Backfill;
import plumbline.proto.tracking.v1.CreateBackfillRequest;
import plumbline.proto.tracking.v1.DeleteBackfillRequest;
import plumbline.proto.tracking.v1.ListBackfillsRequest;

/** Which backfills there may be, and what becomes of them. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class BackfillRulesTest {

  @Test
  void allThatIsWrongIsSaidAtOnce() {
    var metric =
        Metric.newBuilder()
            .setKey("Not a key")
            .setKind(MetricKind.METRIC_KIND_COUNT)
            .setEventName("buy")
            .setEventFilter("status >=")
            .setCapMicros(1);
    assertThat(violations(() -> create("", Backfill.newBuilder().setKey("No").setMetric(metric))))
        .containsExactly(
            "experiment",
            "backfill.key",
            "backfill.metric.key",
            "backfill.metric.direction",
            "backfill.metric.event_filter",
            "backfill.metric.cap_micros",
            "backfill.reason");
    assertThat(violations(() -> create("x", Backfill.newBuilder().setKey("k").setReason("r"))))
        .containsExactly("backfill");
    assertThat(violations(() -> create("x", segment("k", "s".repeat(65)))))
        .containsExactly("backfill.segment");
  }

  @Test
  void theSameAgainIsTheSameAndAnotherOneIsNot() {
    begin("asked-again");
    var first = create("asked-again", segment("k", "country"));
    assertThat(create("asked-again", segment("k", "country").setReason("another")))
        .isEqualTo(first);
    fails(
        () -> create("asked-again", segment("k", "browser")),
        Status.Code.ALREADY_EXISTS,
        "something else");
    assertThat(list("asked-again")).containsExactly(first);
  }

  @Test
  void whatTheExperimentHasOrCannotHaveIsRefused() throws Exception {
    fails(() -> create("unheard-of", segment("k", "s")), Status.Code.NOT_FOUND, "unheard-of");
    fails(() -> list("unheard-of"), Status.Code.NOT_FOUND, "unheard-of");

    var withSegment = Crowd.experiment("has-all", 1);
    Servers.definitions().put(withSegment.build());
    await().until(() -> Sql.ask(known("has-all")).equals("1"));
    fails(
        () -> create("has-all", segment("k", "country")),
        Status.Code.FAILED_PRECONDITION,
        "registered segment");
    fails(
        () ->
            create(
                "has-all",
                Backfill.newBuilder().setKey("k").setReason("r").setMetric(Crowd.slow())),
        Status.Code.FAILED_PRECONDITION,
        "registered metric");
    Servers.definitions().put(Samples.running("not-yet", 1).clearStartTime().build());
    await().until(() -> Sql.ask(known("not-yet")).equals("1"));
    fails(
        () -> create("not-yet", segment("k", "s")), Status.Code.FAILED_PRECONDITION, "not started");
    Sql.run("UPDATE definition SET sealed = true WHERE experiment = 'has-all'");
    fails(() -> create("has-all", segment("k", "s")), Status.Code.FAILED_PRECONDITION, "sealed");
  }

  @Test
  void thereAreTwentyAtTheMost() {
    begin("crowded");
    for (var i = 0; i < 20; i++) {
      create("crowded", segment("k" + i, "s"));
    }
    fails(() -> create("crowded", segment("k20", "s")), Status.Code.FAILED_PRECONDITION, "20");
    delete("crowded", "k7");
    create("crowded", segment("k20", "s"));
    assertThat(list("crowded")).hasSize(20);
  }

  @Test
  void whatIsDeletedLeavesNothingAndMayComeAgain() throws Exception {
    Servers.definitions().put(Crowd.experiment("tidy", 1).build());
    var crowd = new Crowd(41, "tidy");
    crowd.send(crowd.events("tidy", 60));
    var asked = Backfill.newBuilder().setKey("gone").setReason("r");
    asked.setMetric(Crowd.slow().setKey("slow-again"));
    await().until(() -> Sql.ask(known("tidy")).equals("1"));
    create("tidy", asked);
    var folded = Folded.variants("tidy", "gone");
    assertThat(Sql.tablesWith("tidy/gone"))
        .contains(
            "unit_state", "unit_histogram", "aggregate", "aggregate_histogram", "folded_plan");

    delete("tidy", "gone");
    assertThat(Sql.tablesWith("tidy/gone")).isEmpty();
    assertThat(list("tidy")).isEmpty();
    fails(() -> delete("tidy", "gone"), Status.Code.NOT_FOUND, "tidy/gone");
    create("tidy", asked);
    assertThat(Folded.variants("tidy", "gone")).isEqualTo(folded);
  }

  private static void begin(String experiment) {
    Servers.definitions().put(Samples.running(experiment, 1).build());
    await().until(() -> Sql.ask(known(experiment)).equals("1"));
  }

  private static String known(String experiment) {
    return "SELECT count(*) FROM definition WHERE experiment = '%s'".formatted(experiment);
  }

  private static Backfill.Builder segment(String key, String segment) {
    return Backfill.newBuilder().setKey(key).setSegment(segment).setReason("a reason");
  }

  private static Backfill create(String experiment, Backfill.Builder backfill) {
    var request =
        CreateBackfillRequest.newBuilder().setExperiment(experiment).setBackfill(backfill).build();
    try (var client = Client.as("experimenter")) {
      return client.statistics.createBackfill(request).getBackfill();
    }
  }

  private static List<Backfill> list(String experiment) {
    var request = ListBackfillsRequest.newBuilder().setExperiment(experiment).build();
    try (var client = Client.as("analyst")) {
      return client.statistics.listBackfills(request).getBackfillsList();
    }
  }

  private static void delete(String experiment, String key) {
    var request = DeleteBackfillRequest.newBuilder().setExperiment(experiment).setKey(key).build();
    try (var client = Client.as("experimenter")) {
      var _ = client.statistics.deleteBackfill(request);
    }
  }

  private static void fails(ThrowingCallable call, Status.Code code, String says) {
    assertThatThrownBy(call)
        .hasMessageContaining(says)
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            it -> assertThat(it.getStatus().getCode()).isEqualTo(code));
  }

  private static List<String> violations(Runnable call) {
    try {
      call.run();
    } catch (StatusRuntimeException e) {
      return StatusProto.fromThrowable(e).getDetailsList().stream()
          .flatMap(it -> fields(it).stream())
          .toList();
    }
    throw new AssertionError("it was taken");
  }

  private static List<String> fields(com.google.protobuf.Any detail) {
    try {
      return detail.unpack(BadRequest.class).getFieldViolationsList().stream()
          .map(BadRequest.FieldViolation::getField)
          .toList();
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }
}
