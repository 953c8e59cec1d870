package plumbline.tracking;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What operators are told of what waits to be counted. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class FoldLagTest {
  private static final String HEALTH = "checks.find { it.name == 'fold' }.data.";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void whatWaitsIsShownUntilItIsCounted() throws Exception {
    try (var client = Client.as("client")) {
      try (var _ = TableLock.on("fold_shard")) {
        client.track(Samples.exposure("lag-1", "u1", "lagging", "a", 1).build());
        client.track(Samples.exposure("lag-2", "u2", "lagging", "a", 2).build());
        await()
            .atMost(PATIENCE)
            .untilAsserted(() -> {
              assertThat(batches()).isGreaterThanOrEqualTo(2);
              assertThat(seconds()).isPositive();
            });
        assertThat(given().get("/q/health").jsonPath().getLong(HEALTH + "pendingBatches"))
            .isGreaterThanOrEqualTo(2);
      }
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> {
            assertThat(batches()).isZero();
            assertThat(seconds()).isZero();
          });
    }
  }

  private static double batches() {
    return Metrics.value("plumbline_fold_pending_batches", "");
  }

  private static double seconds() {
    return Metrics.value("plumbline_fold_lag_seconds", "");
  }
}
