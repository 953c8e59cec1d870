package plumbline.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static plumbline.assignment.Calls.assignments;
import static plumbline.assignment.Calls.experiments;
import static plumbline.assignment.Refusals.invalidFields;
import static plumbline.assignment.Refusals.refused;

import com.google.protobuf.ListValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.google.protobuf.util.Timestamps;
import io.grpc.Status;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumbline.proto.assignment.v1.AssignAllRequest;
import plumbline.proto.assignment.v1.AssignRequest;
import plumbline.proto.assignment.v1.ExperimentState;
import plumbline.proto.assignment.v1.HaltExperimentRequest;
import plumbline.proto.assignment.v1.ImportExperimentRequest;
import plumbline.proto.assignment.v1.ListExperimentsRequest;
import plumbline.proto.assignment.v1.ReviewExperimentRequest;
import plumbline.proto.assignment.v1.ReviewVerdict;
import plumbline.proto.assignment.v1.StartExperimentRequest;
import plumbline.proto.assignment.v1.StopExperimentRequest;
import plumbline.proto.assignment.v1.UnitType;
import plumbline.proto.assignment.v1.WatchExperimentsRequest;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class InvalidRequestTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "UPPER", "-first", "with space", "ключ", "a/b"})
  void keys(String key) {
    assertThat(invalidFields(() -> Flow.create(key, Definitions.valid().build())))
        .containsExactly("key");
    assertThat(invalidFields(() -> Flow.start(key))).containsExactly("key");
  }

  @Test
  void steps() {
    var ann = experiments(Tokens.ann());
    var rita = experiments(Tokens.rita());
    var stop = StopExperimentRequest.newBuilder().setKey("k").build();
    assertThat(invalidFields(() -> ann.stopExperiment(stop))).containsExactly("reason");
    var halt = HaltExperimentRequest.newBuilder().setKey("k").setReason("r".repeat(4001)).build();
    assertThat(invalidFields(() -> ann.haltExperiment(halt))).containsExactly("reason");
    var start = StartExperimentRequest.newBuilder().setKey("k").setExpectedVersion(-1).build();
    assertThat(invalidFields(() -> ann.startExperiment(start))).containsExactly("expected_version");
    var review = ReviewExperimentRequest.newBuilder().setKey("k").build();
    assertThat(invalidFields(() -> rita.reviewExperiment(review))).containsExactly("verdict");
    var reject = review.toBuilder().setVerdict(ReviewVerdict.REVIEW_VERDICT_REJECT).build();
    assertThat(invalidFields(() -> rita.reviewExperiment(reject))).containsExactly("comment");
  }

  /** Deeper, and the snapshot that holds it could not be read by anybody. */
  @Test
  void payloadsThatAreNestedTooDeep() {
    var definition = Definitions.valid();
    definition.getVariantsBuilder(0).setPayload(nested(21));
    assertThat(invalidFields(() -> Flow.create(Definitions.newKey("deep"), definition.build())))
        .singleElement()
        .asString()
        .startsWith("definition.variants[0].payload.a.a");
    definition.getVariantsBuilder(0).setPayload(nested(20));
    var key = Flow.running("deep", definition.build());
    try (var watching = Watching.from(WatchExperimentsRequest.getDefaultInstance())) {
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> watching.sees(key, ExperimentState.EXPERIMENT_STATE_RUNNING));
    }
  }

  private static Value nested(int levels) {
    var value = Value.newBuilder().setBoolValue(true).build();
    for (var level = 1; level < levels; level++) {
      value = Value.newBuilder().setStructValue(Struct.newBuilder().putFields("a", value)).build();
    }
    return value;
  }

  @Test
  void lists() {
    var ann = experiments(Tokens.ann());
    var request =
        ListExperimentsRequest.newBuilder()
            .setPageSize(501)
            .setPageToken("?")
            .addStatesValue(77)
            .build();
    assertThat(invalidFields(() -> ann.listExperiments(request)))
        .containsExactlyInAnyOrder("page_size", "page_token", "states[0]");
  }

  @Test
  void imports() {
    var admin = experiments(Tokens.admin());
    assertThat(
            invalidFields(
                () -> admin.importExperiment(ImportExperimentRequest.getDefaultInstance())))
        .contains("key", "definition", "start_time", "end_time", "definition.metrics");
    var valid = Flow.history(Definitions.newKey("bad"), Definitions.valid().build());
    var backwards = valid.toBuilder().setEndTime(Flow.PAST_START).build();
    assertThat(invalidFields(() -> admin.importExperiment(backwards))).containsExactly("end_time");
    var tomorrow = Timestamps.fromSeconds(Instant.now().getEpochSecond() + 86_400);
    var future = valid.toBuilder().setEndTime(tomorrow).build();
    assertThat(invalidFields(() -> admin.importExperiment(future))).containsExactly("end_time");
    var noTime = valid.toBuilder().setStartTime(Timestamps.EPOCH.toBuilder().setNanos(-1)).build();
    assertThat(invalidFields(() -> admin.importExperiment(noTime))).containsExactly("start_time");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "tab\there", "null\0", "delete\u007f"})
  void units(String unit) {
    var request = AssignRequest.newBuilder().setExperiment("any").setUnit(unit).build();
    assertThat(invalidFields(() -> assignments(Tokens.client()).assign(request)))
        .containsExactly("unit");
  }

  @Test
  void whatIsAskedForAnAssignment() {
    var client = assignments(Tokens.client());
    var long257 = AssignRequest.newBuilder().setExperiment("any").setUnit("é".repeat(129)).build();
    assertThat(invalidFields(() -> client.assign(long257))).containsExactly("unit");
    var unknown = AssignRequest.newBuilder().setExperiment("not-there").setUnit("u").build();
    refused(Status.Code.NOT_FOUND, () -> client.assign(unknown));
    var noKey = unknown.toBuilder().setExperiment("Not A Key").build();
    assertThat(invalidFields(() -> client.assign(noKey))).containsExactly("experiment");
    var noType = AssignAllRequest.newBuilder().setUnit("u").build();
    assertThat(invalidFields(() -> client.assignAll(noType))).containsExactly("unit_type");
    var list = Value.newBuilder().setListValue(ListValue.getDefaultInstance()).build();
    var attributes =
        noType.toBuilder().setUnitType(UnitType.UNIT_TYPE_USER).putAttributes("a", list).build();
    assertThat(invalidFields(() -> client.assignAll(attributes))).containsExactly("attributes[a]");
    var many = AssignRequest.newBuilder().setExperiment("any").setUnit("u");
    for (var i = 0; i < 33; i++) {
      many.putAttributes("a" + i, Value.newBuilder().setBoolValue(true).build());
    }
    assertThat(invalidFields(() -> client.assign(many.build()))).containsExactly("attributes");
  }
}
