package plumbline.system.fold;

import java.sql.DriverManager;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import plumbline.localstack.Service;

/** Two replicas on one database: the one that folds is killed, and the other goes on. */
class TakeoverTest {
  private static final long SEED = 60_014L;
  private static final String SECOND = "the-second";

  @Test
  void theOtherReplicaGoesOnWithWhatTheKilledOneFolded(TestReporter reporter) throws Exception {
    var stack = FoldStack.get();
    var first = stack.servers().tracking();
    var url = stack.servers().postgres().database("tracking").jdbcUrl();
    var named = url + (url.contains("?") ? "&" : "?") + "ApplicationName=" + SECOND;
    var plans = Happenings.plans("takeover");
    plans.forEach(it -> stack.definitions().put(it.experiment()));
    try (var second =
            stack
                .servers()
                .replica(Service.TRACKING, Map.of("QUARKUS_DATASOURCE_JDBC_URL", named));
        var senders = Senders.start("takeover", SEED, plans, first.grpcPort())) {
      second.launch();
      second.awaitReady();
      senders.turnTo(second.grpcPort());
      awaitFolding(true);
      awaitFolding(false);
      first.kill();
      senders.awaitProgress();
      awaitFolding(true);
      senders.awaitEnough();
      senders.stop();
      var run = "the folding one of two killed, " + senders;
      try (var admin = stack.client(second.grpcPort(), "admin")) {
        var verdict = new Verdict(admin, run);
        verdict.verifyStored("takeover", senders.sent());
        verdict.verify(plans.get(0));
        verdict.verify(plans.get(1));
      }
      reporter.publishEntry("run", run);
    } finally {
      // For the next test, which waits for whoever it sends to.
      first.kill();
      first.launch();
    }
  }

  /** Returns while one of the two folds, or has just ended. */
  private static void awaitFolding(boolean second) throws Exception {
    var database = FoldStack.get().servers().postgres().database("tracking");
    // Who holds a shard's row folds it.
    var folding =
        """
        SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a USING (pid)
        WHERE l.relation = 'fold_shard'::regclass AND l.mode = 'RowShareLock'
          AND (a.application_name = '%s') = %s
        """
            .formatted(SECOND, second);
    try (var connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        var statement = connection.createStatement()) {
      Awaitility.await(second ? "the second folds" : "the first folds")
          .atMost(Duration.ofMinutes(1))
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(1))
          .until(() -> {
            try (var row = statement.executeQuery(folding)) {
              return row.next() && row.getLong(1) > 0;
            }
          });
    }
  }
}
