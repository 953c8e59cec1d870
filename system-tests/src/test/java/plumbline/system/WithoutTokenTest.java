package plumbline.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import plumbline.proto.analysis.v1.GetResultsRequest;
import plumbline.proto.assignment.v1.AssignRequest;
import plumbline.proto.assignment.v1.GetExperimentRequest;
import plumbline.proto.assignment.v1.WatchExperimentsRequest;
import plumbline.proto.tracking.v1.EventOutcome;
import plumbline.proto.tracking.v1.GetStatisticsRequest;
import plumbline.proto.tracking.v1.TrackRequest;

/** The local stack lets callers on loopback evaluate and track without a token, and no more. */
class WithoutTokenTest {

  @Test
  void evaluatingAndTrackingNeedNone() {
    var anonymous = Stack.withoutToken();
    var assign = AssignRequest.newBuilder().setExperiment("no-such-thing").setUnit("u").build();
    assertThat(refusal(() -> anonymous.assignment().assign(assign)))
        .as("let in, and told that there is no such experiment")
        .isEqualTo(Status.Code.NOT_FOUND);
    var event = Sender.outcome("anonymous-1", "anonymous", "seen", Instant.now()).build();
    var track = TrackRequest.newBuilder().addEvents(event).build();
    assertThat(anonymous.tracking().track(track).getResults(0).getOutcome())
        .isEqualTo(EventOutcome.EVENT_OUTCOME_ACCEPTED);
  }

  @Test
  void everythingElseNeedsOne() {
    var anonymous = Stack.withoutToken();
    var experiment = GetExperimentRequest.newBuilder().setKey("k").build();
    var statistics = GetStatisticsRequest.newBuilder().setExperiment("k").build();
    var results = GetResultsRequest.newBuilder().setExperiment("k").build();
    var watch = WatchExperimentsRequest.getDefaultInstance();
    assertThat(refusal(() -> anonymous.experiments().getExperiment(experiment)))
        .isEqualTo(Status.Code.UNAUTHENTICATED);
    assertThat(refusal(() -> anonymous.experiments().watchExperiments(watch).hasNext()))
        .isEqualTo(Status.Code.UNAUTHENTICATED);
    assertThat(refusal(() -> anonymous.statistics().getStatistics(statistics)))
        .isEqualTo(Status.Code.UNAUTHENTICATED);
    assertThat(refusal(() -> anonymous.analysis().getResults(results)))
        .isEqualTo(Status.Code.UNAUTHENTICATED);
  }

  private static Status.Code refusal(ThrowingCallable call) {
    return catchThrowableOfType(StatusRuntimeException.class, call).getStatus().getCode();
  }
}
