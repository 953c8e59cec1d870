package plumbline.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.StatusRuntimeException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import plumbline.proto.analysis.v1.ExperimentResults;
import plumbline.proto.assignment.v1.AssignRequest;
import plumbline.proto.assignment.v1.AssignResponse;
import plumbline.proto.assignment.v1.AssignmentServiceGrpc.AssignmentServiceBlockingStub;
import plumbline.proto.assignment.v1.ExposureOutcome;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.assignment.v1.StopExperimentRequest;

/** An experiment's whole way: defined, started, assigned, exposed, tracked, stopped, judged. */
class FirstExperimentTest {
  private static final String KEY = "first-experiment";
  private static final int USERS = 400;

  @Test
  void anExperimentGoesAllTheWay() throws Exception {
    Experiments.start(KEY, Experiments.twoWays("signup", MetricKind.METRIC_KIND_PROPORTION));
    var assigned = assignEverybody();
    for (var user : assigned.keySet()) {
      if (user.hashCode() % 3 == 0) {
        Sender.send(List.of(Sender.outcome("s", user, "signup", Instant.now()).build()));
      }
    }
    var running =
        await()
            .atMost(Duration.ofMinutes(1))
            .ignoreExceptionsInstanceOf(StatusRuntimeException.class)
            .until(
                () -> Experiments.results(KEY),
                it -> it.getPendingBatches() == 0 && exposed(it, 0) + exposed(it, 1) == USERS);
    verifyCounts(running, assigned);
    assertThat(running.hasWithheld()).as("while it runs, numbers are withheld").isTrue();
    assertThat(running.getMetrics(0).getValuesList()).isEmpty();
    assertThat(running.getMetrics(0).getComparisonsList()).isEmpty();

    stop();
    var over =
        await()
            .atMost(Duration.ofSeconds(30))
            .ignoreExceptions()
            .until(() -> Experiments.results(KEY), it -> !it.hasWithheld());
    verifyCounts(over, assigned);
    verifySignups(over, assigned);
    verifyPageAndJson();
  }

  private static Map<String, String> assignEverybody() {
    var assignment = Stack.as("client").assignment();
    var assigned = new HashMap<String, String>();
    // Definitions reach the memory that answers a moment after the start.
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> !assign(assignment, "probe", false).getAssignment().getVariant().isEmpty());
    for (var i = 0; i < USERS; i++) {
      var user = "user-" + i;
      var reply = assign(assignment, user, true);
      assertThat(reply.getExposure()).isEqualTo(ExposureOutcome.EXPOSURE_OUTCOME_QUEUED);
      assigned.put(user, reply.getAssignment().getVariant());
    }
    return assigned;
  }

  private static AssignResponse assign(
      AssignmentServiceBlockingStub assignment, String user, boolean expose) {
    return assignment.assign(
        AssignRequest.newBuilder().setExperiment(KEY).setUnit(user).setExpose(expose).build());
  }

  private static void stop() {
    Stack.as("experimenter")
        .experiments()
        .stopExperiment(
            StopExperimentRequest.newBuilder().setKey(KEY).setReason("enough was seen").build());
  }

  private static void verifyCounts(ExperimentResults results, Map<String, String> assigned) {
    var control = assigned.values().stream().filter("control"::equals).count();
    assertThat(exposed(results, 0)).isEqualTo(control);
    assertThat(exposed(results, 1)).isEqualTo(USERS - control);
    assertThat(results.getSampleRatio().getMismatch()).isFalse();
  }

  private static void verifySignups(ExperimentResults results, Map<String, String> assigned) {
    var signups =
        assigned.entrySet().stream()
            .filter(it -> it.getKey().hashCode() % 3 == 0 && it.getValue().equals("treatment"))
            .count();
    assertThat(results.getMetrics(0).getValues(1).getTotal()).isEqualTo(signups);
  }

  private static void verifyPageAndJson() throws Exception {
    var json = get("/v1/experiments/" + KEY + "/results");
    assertThat(json.statusCode()).isEqualTo(200);
    assertThat(json.body()).contains("\"pValue\"").contains("signup");
    var page = get("/experiments/" + KEY + "/results");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("<svg").contains("signup");
  }

  private static HttpResponse<String> get(String path) throws Exception {
    var stack = Stack.get();
    var token = stack.token("ann", Set.of("analyst"), Duration.ofMinutes(5));
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + stack.analysis().httpPort() + path))
            .header("authorization", "Bearer " + token)
            .build();
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }

  private static long exposed(ExperimentResults results, int variant) {
    return results.getVariants(variant).getExposedUnits();
  }
}
