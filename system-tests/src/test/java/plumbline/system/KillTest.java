package plumbline.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import plumbline.localstack.ServiceProcess;
import plumbline.proto.assignment.v1.MetricKind;

/**
 * kill -9 of any service under a load that retries: no event that was acknowledged is missing, none
 * is counted twice.
 */
class KillTest {
  private static final long SEED = 1_000_003L;

  private final Random random = new Random(SEED);

  @Test
  void nothingAcknowledgedIsLostOrCountedTwice() throws Exception {
    var key = "under-fire";
    Experiments.start(key, Experiments.twoWays("paid", MetricKind.METRIC_KIND_MEAN));
    var stack = Stack.get();
    try (var load = RetryingLoad.start(key, Instant.now())) {
      killAndRestart(stack.tracking());
      killAndRestart(stack.assignment());
      killAndRestart(stack.tracking());
      killAndRestart(stack.analysis());
      killAndRestart(stack.tracking());
      load.stop();
      assertThat(load.failures()).as("attempts that failed, and were made again").isPositive();
      verify(key, load.acknowledged());
    }
  }

  private void killAndRestart(ServiceProcess service) throws InterruptedException {
    // Somewhere within a batch, a commit or a fold.
    TimeUnit.MILLISECONDS.sleep(500 + random.nextInt(1_500));
    service.kill();
    TimeUnit.MILLISECONDS.sleep(random.nextInt(500));
    service.launch();
    service.awaitReady();
  }

  private static void verify(String key, RetryingLoad.Truth truth) throws Exception {
    var statistics = Experiments.counted(key);
    for (var arm = 0; arm < 2; arm++) {
      var variant = statistics.getVariants(arm);
      assertThat(variant.getExposedUnits()).as("seed %d", SEED).isEqualTo(truth.users()[arm]);
      assertThat(variant.getMetrics(0).getSumY()).isEqualTo(String.valueOf(truth.micros()[arm]));
    }
    assertThat(storedEvents()).isEqualTo(truth.events());
  }

  /** Events of this test's users, past the service. */
  private static long storedEvents() throws Exception {
    var database = Stack.get().postgres().database("tracking");
    try (var connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT count(*) FROM event WHERE unit LIKE 'fire-%'")) {
      row.next();
      return row.getLong(1);
    }
  }
}
