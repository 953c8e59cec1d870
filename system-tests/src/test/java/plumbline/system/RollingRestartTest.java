package plumbline.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import plumbline.localstack.Service;
import plumbline.localstack.ServiceProcess;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.assignment.v1.MetricRole;

/**
 * Two replicas of each service, and all of them are restarted as a rollout does: asked to end, one
 * after another. No call fails, and everything that was acknowledged is counted once.
 */
@Tag("long")
class RollingRestartTest {
  /** Shorter than what a replica is given to end; a longer end would be one by force. */
  private static final Duration LONGEST_END = Duration.ofSeconds(25);

  private static final List<ServiceProcess> SECOND = new ArrayList<>();

  @BeforeAll
  static void addReplicas() {
    for (var service : Service.values()) {
      var replica = Stack.get().replica(service, Map.of());
      replica.launch();
      SECOND.add(replica);
    }
    for (var service : Service.values()) {
      second(service).awaitReady();
      Stack.balancer(service).add(second(service).grpcPort());
    }
  }

  @AfterAll
  static void takeThemAway() {
    for (var service : Service.values()) {
      Stack.balancer(service).remove(second(service).grpcPort());
    }
    SECOND.forEach(ServiceProcess::close);
  }

  @Test
  void losesNoRequest() throws Exception {
    var key = "rolling";
    Experiments.start(
        key,
        Experiments.definition("control", "treatment")
            .addMetrics(
                Experiments.metric(
                    "paid", MetricKind.METRIC_KIND_MEAN, "paid", MetricRole.METRIC_ROLE_PRIMARY)));
    var first = Stream.of(Service.values()).map(Stack.get()::service).toList();
    try (var load =
        RollingLoad.on(
            key, both(Service.ASSIGNMENT), both(Service.TRACKING), both(Service.ANALYSIS))) {
      load.awaitAnswers(first);
      load.awaitAnswers(SECOND);
      restart(load, first);
      load.awaitAnswers(first);
      restart(load, SECOND);
      load.awaitAnswers(SECOND);
      load.stop();
      load.holdNoneFailed();
      holdCounted(key, load);
    }
  }

  private static void holdCounted(String key, RollingLoad load) {
    // Exposures wait a moment in the replica that assigned.
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> {
          var statistics = Experiments.counted(key);
          for (var arm = 0; arm < 2; arm++) {
            var variant = statistics.getVariants(arm);
            assertThat(variant.getExposedUnits()).isEqualTo(load.users(arm)).isPositive();
            assertThat(variant.getMetrics(0).getSumY()).isEqualTo(String.valueOf(load.micros(arm)));
          }
        });
    System.out.printf(
        "rolling restart: %d calls, none failed; %d users counted%n",
        load.calls(), load.users(0) + load.users(1));
  }

  /** It is told of the end by the replica alone, and of the new one when that is ready. */
  private static void restart(RollingLoad load, List<ServiceProcess> replicas) {
    for (var replica : replicas) {
      var begun = System.nanoTime();
      replica.stop();
      var took = Duration.ofNanos(System.nanoTime() - begun);
      System.out.printf("%s ended in %d ms%n", replica.name(), took.toMillis());
      assertThat(took).as("the end of %s", replica.name()).isLessThan(LONGEST_END);
      load.without(replica);
      balancer(replica).remove(replica.grpcPort());
      replica.launch();
      replica.awaitReady();
      load.with(replica);
      balancer(replica).add(replica.grpcPort());
    }
  }

  private static Balancer balancer(ServiceProcess replica) {
    return Stream.of(Service.values())
        .filter(service -> replica.name().startsWith(service.processName()))
        .map(Stack::balancer)
        .findFirst()
        .orElseThrow();
  }

  private static List<ServiceProcess> both(Service service) {
    return List.of(Stack.get().service(service), second(service));
  }

  private static ServiceProcess second(Service service) {
    return SECOND.get(service.ordinal());
  }
}
