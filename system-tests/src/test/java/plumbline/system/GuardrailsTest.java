package plumbline.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import plumbline.localstack.Service;
import plumbline.localstack.ServiceProcess;
import plumbline.proto.analysis.v1.ExperimentGuardrails;
import plumbline.proto.analysis.v1.GetGuardrailsRequest;
import plumbline.proto.analysis.v1.WatchState;
import plumbline.proto.assignment.v1.ExperimentState;
import plumbline.proto.assignment.v1.GetExperimentRequest;

/** Harm on the running stack: what halts, what alerts, and who goes on when a leader dies. */
class GuardrailsTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int MOST_USERS = 100_000;

  @Test
  void anErrorIncreaseHaltsByItself() throws Exception {
    var page = FaultyPage.start("faulty-page", FaultyPage.FAILURE);
    try (var second = Replica.start()) {
      var begun = System.nanoTime();
      while (!page.isHalted() && page.users() < MOST_USERS) {
        page.visit();
      }
      var seconds = seconds(begun);
      await("the other replica too").atMost(PATIENCE).until(() -> halted(second, page));
      System.out.printf(
          "%d users had come, %d of them treated, and %.1f s had passed when control was served to"
              + " everybody; %.1f s until both replicas%n",
          page.users(), page.treated(), seconds, seconds(begun));
    }
    var guardrails = guardrails(page);
    assertThat(guardrails.getHalt().getReason()).contains("failure is breached: the harm is");
    await().atMost(PATIENCE).until(() -> guardrails(page).getHalt().hasDoneTime());
    var experiment =
        Stack.as("analyst")
            .experiments()
            .getExperiment(GetExperimentRequest.newBuilder().setKey(page.key()).build())
            .getExperiment();
    assertThat(experiment.getState()).isEqualTo(ExperimentState.EXPERIMENT_STATE_HALTED);
  }

  @Test
  void aLatencyIncreaseAlertsAndDoesNotHalt() throws Exception {
    var page = FaultyPage.start("slow-page", FaultyPage.SLOW);
    var begun = System.nanoTime();
    while (told(page, "guardrail.raised").isEmpty() && page.users() < MOST_USERS) {
      page.visit();
    }
    System.out.printf(
        "alert: %d users had come, and %.1f s had passed%n", page.users(), seconds(begun));
    assertThat(told(page, "guardrail.raised"))
        .singleElement()
        .asString()
        .contains("\"metric\":\"slow-pages\"", "slow-pages is breached");
    var looks = looks(page);
    while (looks(page) < looks + 2) {
      page.visit();
    }
    assertThat(page.isHalted()).isFalse();
    assertThat(guardrails(page).hasHalt()).isFalse();
    assertThat(guardrails(page).getState()).isEqualTo(ExperimentState.EXPERIMENT_STATE_RUNNING);
    assertThat(told(page, "guardrail.raised")).as("once").hasSize(1);
    Experiments.stop(page.key());
  }

  @Test
  void aLeaderThatDiesBetweenDecisionAndHaltIsFollowedByOneThatHalts() throws Exception {
    var stack = Stack.get();
    var first = stack.analysis();
    var page = FaultyPage.start("orphaned-page", FaultyPage.FAILURE);
    try (var second = stack.replica(Service.ANALYSIS, Map.of())) {
      second.launch();
      second.awaitReady();
      await().atMost(PATIENCE).until(() -> leads(first));
      assertThat(leads(second)).isFalse();
      // Just below the first look; then nobody can be told to halt, and the look comes.
      for (var i = 0; i < 9; i++) {
        page.visit();
      }
      Experiments.counted(page.key());
      assertThat(looks(page)).isZero();
      signal(stack.assignment(), "STOP");
      page.record();
      page.record();
      await("the decision").atMost(PATIENCE).until(() -> openHalts("orphaned-page") == 1);
      first.kill();
      var killed = System.nanoTime();
      await("the other one leads").atMost(PATIENCE).until(() -> leads(second));
      var led = seconds(killed);
      assertThat(openHalts("orphaned-page")).as("still undone").isEqualTo(1);
      signal(stack.assignment(), "CONT");
      await("control").atMost(PATIENCE).ignoreExceptions().until(page::isHalted);
      System.out.printf(
          "takeover: the other one led after %.1f s, and halted after %.1f s%n",
          led, seconds(killed));
      await().atMost(PATIENCE).until(() -> openHalts("orphaned-page") == 0);
    } finally {
      signal(stack.assignment(), "CONT");
      if (!first.isAlive()) {
        first.launch();
      }
      first.awaitReady();
    }
  }

  private static void signal(ServiceProcess process, String signal) throws Exception {
    new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start().waitFor();
  }

  private static boolean halted(Replica replica, FaultyPage page) {
    return replica
        .as("client")
        .assignment()
        .assign(
            plumbline.proto.assignment.v1.AssignRequest.newBuilder()
                .setExperiment(page.key())
                .setUnit("probe")
                .build())
        .getAssignment()
        .getRule()
        .equals(plumbline.proto.assignment.v1.AssignmentRule.ASSIGNMENT_RULE_HALTED);
  }

  private static ExperimentGuardrails guardrails(FaultyPage page) {
    var request = GetGuardrailsRequest.newBuilder().setExperiment(page.key()).build();
    return Stack.as("analyst").guardrails().getGuardrails(request).getGuardrails();
  }

  private static int looks(FaultyPage page) {
    var first = guardrails(page).getGuardrails(0).getTreatments(0);
    assertThat(first.getState()).isNotEqualTo(WatchState.WATCH_STATE_BREACHED);
    return first.getReadingsCount();
  }

  private static List<String> told(FaultyPage page, String type) {
    return Stack.told(page.key()).stream().filter(it -> it.contains('"' + type + '"')).toList();
  }

  private static long openHalts(String experiment) throws Exception {
    var database = Stack.get().postgres().database("analysis");
    try (var connection =
            java.sql.DriverManager.getConnection(
                database.jdbcUrl(), database.user(), database.password());
        var query =
            connection.prepareStatement(
                "SELECT count(*) FROM halt_intent WHERE experiment_key = ? AND done_time IS NULL")) {
      query.setString(1, experiment);
      try (var row = query.executeQuery()) {
        return row.next() ? row.getLong(1) : 0;
      }
    }
  }

  private static boolean leads(ServiceProcess process) throws IOException, InterruptedException {
    var uri = URI.create("http://127.0.0.1:" + process.httpPort() + "/q/metrics");
    try (var client = HttpClient.newHttpClient()) {
      return client
          .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
          .body()
          .lines()
          .anyMatch(line -> line.startsWith("plumbline_leader") && line.endsWith(" 1.0"));
    }
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}
