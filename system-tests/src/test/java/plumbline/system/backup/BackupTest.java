package plumbline.system.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static plumbline.proto.assignment.v1.MetricKind.METRIC_KIND_COUNT;
import static plumbline.proto.assignment.v1.MetricKind.METRIC_KIND_MEAN;
import static plumbline.proto.assignment.v1.MetricKind.METRIC_KIND_PROPORTION;
import static plumbline.proto.assignment.v1.MetricRole.METRIC_ROLE_PRIMARY;
import static plumbline.proto.assignment.v1.MetricRole.METRIC_ROLE_SECONDARY;

import io.grpc.StatusRuntimeException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import plumbline.localstack.Directories;
import plumbline.localstack.LocalStack;
import plumbline.localstack.Service;
import plumbline.localstack.StackClients;
import plumbline.localstack.StackOptions;
import plumbline.proto.assignment.v1.AssignRequest;
import plumbline.proto.assignment.v1.VerifyDecisionLogRequest;
import plumbline.proto.assignment.v1.VerifyDecisionLogResponse;
import plumbline.proto.tracking.v1.Event;
import plumbline.proto.tracking.v1.EventOutcome;
import plumbline.proto.tracking.v1.ExperimentStatistics;
import plumbline.proto.tracking.v1.GetStatisticsRequest;
import plumbline.proto.tracking.v1.TrackRequest;
import plumbline.system.Experiments;
import plumbline.system.Sender;
import plumbline.system.Stack;

/**
 * All databases are backed up while events come in, and restored beside: services on the copy say
 * what those on the original say.
 */
class BackupTest {
  private static final String HISTORY = "backed-up";
  private static final String RUNNING = "backed-up-running";
  private static final String ABANDONED = "backed-up-abandoned";
  private static final int USERS = 500;
  private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

  private final Random random = new Random(20261129);

  @Test
  void whatIsRestoredCountsAssignsAndRemembersAsBefore() throws Exception {
    define();
    var events = generate();
    var half = events.subList(0, events.size() / 2);
    var rest = events.subList(events.size() / 2, events.size());
    Sender.send(half);
    var directory = Directories.temporary();
    try (var backup = BaseBackup.begin(Stack.get().postgres(), directory.resolve("postgres"))) {
      backup.copyFiles();
      // Not in any file that was copied: the log of writes alone has them.
      Sender.send(rest);
      backup.finish();
    }
    var statistics = timeless(Experiments.counted(HISTORY));
    var assigned = assignments(Stack.as("client"));
    var log = verified(Stack.as("admin"));
    assertThat(statistics.getVariantsList()).hasSize(2);
    assertThat(assigned.values()).contains("control", "treatment");
    assertThat(log.getIntact()).isTrue();
    assertThat(log.getEntries()).isPositive();
    Files.setPosixFilePermissions(
        directory.resolve("postgres"), PosixFilePermissions.fromString("rwx------"));

    var options =
        StackOptions.random(directory)
            .only(Service.ASSIGNMENT, Service.TRACKING)
            .withEnvironment(Service.TRACKING, "PLUMBLINE_STATISTICS_LATENESS", "0s");
    try (var restored = LocalStack.start(options);
        var clients = restored.clients()) {
      assertThat(counted(as(clients, restored, "service"))).isEqualTo(statistics);
      assertThat(assignments(as(clients, restored, "client"))).isEqualTo(assigned);
      assertThat(verified(as(clients, restored, "admin"))).isEqualTo(log);

      sendAgain(as(clients, restored, "client"), events);
      assertThat(counted(as(clients, restored, "service"))).isEqualTo(statistics);
    }
  }

  private static void define() {
    Experiments.importHistory(
        HISTORY,
        Experiments.definition("control", "treatment")
            .addMetrics(
                Experiments.metric("buyers", METRIC_KIND_PROPORTION, "order", METRIC_ROLE_PRIMARY))
            .addMetrics(
                Experiments.metric("orders", METRIC_KIND_COUNT, "order", METRIC_ROLE_SECONDARY))
            .addMetrics(
                Experiments.metric("spent", METRIC_KIND_MEAN, "order", METRIC_ROLE_SECONDARY)),
        START,
        START.plus(Duration.ofDays(14)));
    for (var key : List.of(RUNNING, ABANDONED)) {
      Experiments.start(
          key,
          Experiments.definition("control", "treatment")
              .addMetrics(
                  Experiments.metric(
                      "buyers", METRIC_KIND_PROPORTION, "order", METRIC_ROLE_PRIMARY)));
    }
    Experiments.abandon(ABANDONED);
  }

  private List<Event> generate() {
    var events = new ArrayList<Event>();
    for (var i = 0; i < USERS; i++) {
      var user = "backup-" + i;
      var first = START.plusSeconds(random.nextInt(10 * 86_400));
      var variant = random.nextBoolean() ? "control" : "treatment";
      events.add(Sender.exposure("x", user, HISTORY, variant, first));
      var orders = random.nextInt(4);
      for (var k = 0; k < orders; k++) {
        events.add(
            Sender.outcome("buy-" + k, user, "order", first.plusSeconds(60L * (k + 1)))
                .setValueMicros(random.nextInt(80_000_000))
                .build());
      }
    }
    return events;
  }

  private static StackClients as(StackClients clients, LocalStack stack, String role) {
    return clients.as(stack.token("test-" + role, Set.of(role), Duration.ofHours(1)));
  }

  private static TreeMap<String, String> assignments(StackClients clients) {
    var variants = new TreeMap<String, String>();
    for (var i = 0; i < USERS; i++) {
      var request = AssignRequest.newBuilder().setExperiment(RUNNING).setUnit("user-" + i).build();
      variants.put(
          request.getUnit(), clients.assignment().assign(request).getAssignment().getVariant());
    }
    return variants;
  }

  private static VerifyDecisionLogResponse verified(StackClients clients) {
    return clients.governance().verifyDecisionLog(VerifyDecisionLogRequest.getDefaultInstance());
  }

  private static ExperimentStatistics counted(StackClients clients) {
    var request = GetStatisticsRequest.newBuilder().setExperiment(HISTORY).build();
    return timeless(
        Awaitility.await()
            .atMost(Duration.ofMinutes(1))
            .ignoreExceptionsInstanceOf(StatusRuntimeException.class)
            .until(
                () -> clients.statistics().getStatistics(request).getStatistics(),
                it -> it.getPendingBatches() == 0));
  }

  /** Without the moment up to which they are complete, which is when they were asked for. */
  private static ExperimentStatistics timeless(ExperimentStatistics statistics) {
    return statistics.toBuilder().clearCompleteUpTo().build();
  }

  private static void sendAgain(StackClients clients, List<Event> events) {
    for (var from = 0; from < events.size(); from += 500) {
      var batch = events.subList(from, Math.min(events.size(), from + 500));
      var request = TrackRequest.newBuilder().addAllEvents(batch).build();
      assertThat(clients.tracking().track(request).getResultsList())
          .allMatch(it -> it.getOutcome() == EventOutcome.EVENT_OUTCOME_ACCEPTED);
    }
  }
}
