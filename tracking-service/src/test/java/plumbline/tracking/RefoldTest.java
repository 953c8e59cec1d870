package plumbline.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import plumbline.proto.assignment.v1.Amendment;
import plumbline.proto.assignment.v1.ExperimentState;
import plumbline.proto.assignment.v1.TrafficStep;
import plumbline.proto.tracking.v1.ExperimentStatistics;

/** Which versions of a definition make the shards fold again. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class RefoldTest {

  @Test
  void aVersionThatCountsAlikeIsTakenOverWithoutFoldingAgain() throws SQLException {
    Servers.definitions().put(Samples.running("ramped", 1).build());
    try (var client = Client.as("client")) {
      client.track(
          Samples.exposure("r1", "r-user", "ramped", "b", 100).build(),
          Samples.outcome("r2", "r-user", "buy", 150).setValueMicros(9).build());
    }
    var before = folded("ramped", 1);
    assertThat(before.getVariants(1).getMetrics(1).getSumY()).isEqualTo("9");
    var shards = foldings("ramped");

    Servers.definitions()
        .put(
            Samples.running("ramped", 4)
                .setState(ExperimentState.EXPERIMENT_STATE_RUNNING)
                .setTraffic(0.5)
                .addTrafficSteps(TrafficStep.newBuilder().setTraffic(0.5).setAuthor("ann"))
                .addAmendments(Amendment.newBuilder().setText("a bot was seen"))
                .build());
    // Whoever folds the one that came later has seen this version, too.
    Servers.definitions().put(Samples.running("later", 1).build());
    folded("later", 1);
    var after = folded("ramped", 4);
    assertThat(after.getVariantsList()).isEqualTo(before.getVariantsList());
    assertThat(foldings("ramped")).isEqualTo(shards);
  }

  @Test
  void aVersionThatEndsEnrolmentEarlierIsFoldedAgain() throws SQLException {
    Servers.definitions().put(Samples.running("cut", 1).build());
    try (var client = Client.as("client")) {
      client.track(Samples.exposure("c1", "c-user", "cut", "b", 100).build());
    }
    assertThat(folded("cut", 1).getVariants(1).getExposedUnits()).isEqualTo(1);
    var shards = foldings("cut");
    var stop = Samples.time(Samples.START.plusSeconds(50));
    Servers.definitions().put(Samples.running("cut", 2).setStopTime(stop).build());
    assertThat(folded("cut", 2).getVariants(1).getExposedUnits()).isZero();
    assertThat(foldings("cut")).isNotEqualTo(shards);
  }

  /** The transactions in which the shards were last folded with another plan. */
  private static String foldings(String experiment) throws SQLException {
    return Sql.ask(
        "SELECT string_agg(xmin::text, ' ' ORDER BY shard) FROM folded_plan WHERE plan_key = '%s'"
            .formatted(experiment));
  }

  private static ExperimentStatistics folded(String experiment, long version) {
    try (var service = Client.as("service")) {
      return await()
          .atMost(Duration.ofSeconds(60))
          .ignoreExceptionsInstanceOf(StatusRuntimeException.class)
          .until(
              () -> service.statistics(experiment),
              it -> it.getDefinitionVersion() == version && it.getPendingBatches() == 0);
    }
  }
}
