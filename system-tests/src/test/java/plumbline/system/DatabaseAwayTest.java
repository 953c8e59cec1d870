package plumbline.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.rpc.RetryInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import plumbline.localstack.Service;
import plumbline.proto.assignment.v1.AssignRequest;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.tracking.v1.Event;
import plumbline.proto.tracking.v1.EventOutcome;
import plumbline.proto.tracking.v1.TrackRequest;

/** Without its databases, assignment goes on, and the intake acknowledges nothing. */
class DatabaseAwayTest {
  private static final String KEY = "database-away";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @Test
  void assignmentGoesOnAndTheIntakeSaysWhenToTryAgain() throws Exception {
    Experiments.start(KEY, Experiments.twoWays("m", MetricKind.METRIC_KIND_COUNT));
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
      for (var service : Service.values()) {
        await()
            .atMost(Duration.ofSeconds(30))
            .untilAsserted(() ->
                assertThat(warning(service, "database"))
                    .startsWith("PostgreSQL is not reachable since 20"));
        // To take a replica out would help nobody.
        assertThat(Stack.get().service(service).isReady()).isTrue();
      }
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() ->
              assertThat(warning(Service.ANALYSIS, "leader"))
                  .contains("has not heard who leads for"));
    } finally {
      data.startPostgres();
      data.startRedis();
    }
    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptionsInstanceOf(StatusRuntimeException.class)
        .until(() -> track("e1") == EventOutcome.EVENT_OUTCOME_ACCEPTED);
    assertThat(assign("someone")).isEqualTo(before);
    for (var service : Service.values()) {
      for (var check : List.of("database", "leader", "definitions", "exposures", "fold")) {
        await()
            .atMost(Duration.ofSeconds(30))
            .untilAsserted(() -> assertThat(warning(service, check)).isEmpty());
      }
    }
  }

  /** What the check of /q/health warns of; empty: nothing, or there is no such check. */
  private static String warning(Service service, String check) throws Exception {
    var uri = "http://127.0.0.1:" + Stack.get().service(service).httpPort() + "/q/health";
    var request = HttpRequest.newBuilder(URI.create(uri)).timeout(Duration.ofSeconds(20)).build();
    var body = HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
    for (var found : new ObjectMapper().readTree(body).get("checks")) {
      if (found.get("name").asText().equals(check)) {
        assertThat(found.get("status").asText()).isEqualTo("UP");
        return found.at("/data/warning").asText();
      }
    }
    return "";
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
