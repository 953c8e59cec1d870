package plumbline.system.rolling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import plumbline.localstack.Service;
import plumbline.localstack.ServiceProcess;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.system.Experiments;
import plumbline.system.Stack;

/**
 * Two replicas of each service, which are restarted as a rollout does: asked to end, one after
 * another. No call fails, and everything that was acknowledged is counted once.
 */
class RollingRestartTest {
  /** Shorter than what a replica is given to end; a longer end would be one by force. */
  private static final Duration LONGEST_END = Duration.ofSeconds(25);

  private static TwoReplicas replicas;

  @BeforeAll
  static void addReplicas() {
    replicas = TwoReplicas.start();
  }

  @AfterAll
  static void takeThemAway() {
    replicas.close();
  }

  @Test
  void losesNoRequestWhileOneOfEachIsRestarted() throws Exception {
    restartUnderLoad("rolling-one", List.of(replicas::first));
  }

  @Test
  @Tag("long")
  void losesNoRequestWhileAllAreRestarted() throws Exception {
    restartUnderLoad("rolling-all", List.of(replicas::first, replicas::second));
  }

  private static void restartUnderLoad(String key, List<Function<Service, ServiceProcess>> which)
      throws InterruptedException {
    Experiments.start(key, Experiments.twoWays("paid", MetricKind.METRIC_KIND_MEAN));
    try (var load = RollingLoad.on(key, replicas)) {
      for (var service : Service.values()) {
        replicas.of(service).forEach(replica -> load.awaitAnswers(service, replica));
      }
      for (var replica : which) {
        for (var service : Service.values()) {
          restart(load, service, replica.apply(service));
        }
      }
      load.stop();
      load.holdNoneFailed();
      holdCounted(key, load);
    }
  }

  /** Callers by gRPC are told of the end by the replica alone. */
  private static void restart(RollingLoad load, Service service, ServiceProcess replica) {
    load.ending(service, replica);
    var begun = System.nanoTime();
    replica.stop();
    var took = Duration.ofNanos(System.nanoTime() - begun);
    System.out.printf("%s ended in %d ms%n", replica.name(), took.toMillis());
    assertThat(took).as("the end of %s", replica.name()).isLessThan(LONGEST_END);
    load.without(service, replica);
    Stack.balancer(service).remove(replica.grpcPort());
    replica.launch();
    replica.awaitReady();
    load.with(service, replica);
    Stack.balancer(service).add(replica.grpcPort());
    load.awaitAnswers(service, replica);
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
}
