package plumbline.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.google.rpc.RetryInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import plumbline.proto.assignment.v1.AssignRequest;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.assignment.v1.MetricRole;
import plumbline.proto.tracking.v1.Event;
import plumbline.proto.tracking.v1.EventOutcome;
import plumbline.proto.tracking.v1.TrackRequest;

/** Without its databases, assignment goes on, and the intake acknowledges nothing. */
class DatabaseAwayTest {
  private static final String KEY = "database-away";

  @Test
  void assignmentGoesOnAndTheIntakeSaysWhenToTryAgain() throws Exception {
    Experiments.start(
        KEY,
        Experiments.definition("control", "treatment")
            .addMetrics(
                Experiments.metric(
                    "m", MetricKind.METRIC_KIND_COUNT, "m", MetricRole.METRIC_ROLE_PRIMARY)));
    await().atMost(Duration.ofSeconds(30)).until(() -> !assign("someone").isEmpty());
    var before = assign("someone");
    var data = Stack.get().data();
    data.stopPostgres();
    data.stopRedis();
    try {
      assertThat(assign("someone")).isEqualTo(before);
      var refusal = catchThrowableOfType(StatusRuntimeException.class, () -> track("e1"));
      assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
      var status = StatusProto.fromThrowable(refusal);
      assertThat(status).isNotNull();
      assertThat(status.getDetails(0).unpack(RetryInfo.class).getRetryDelay().getSeconds())
          .isPositive();
    } finally {
      data.startPostgres();
      data.startRedis();
    }
    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptionsInstanceOf(StatusRuntimeException.class)
        .until(() -> track("e1") == EventOutcome.EVENT_OUTCOME_ACCEPTED);
    assertThat(assign("someone")).isEqualTo(before);
  }

  private static String assign(String user) {
    var request = AssignRequest.newBuilder().setExperiment(KEY).setUnit(user).build();
    return Stack.as("client").assignment().assign(request).getAssignment().getVariant();
  }

  private static EventOutcome track(String id) {
    Event event = Sender.outcome(id, "someone-else", "m", Instant.now()).build();
    var request = TrackRequest.newBuilder().addEvents(event).build();
    return Stack.as("client").tracking().track(request).getResults(0).getOutcome();
  }
}
