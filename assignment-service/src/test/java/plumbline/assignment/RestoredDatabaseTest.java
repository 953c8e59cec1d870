package plumbline.assignment;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumbline.proto.assignment.v1.AssignRequest;
import plumbline.proto.assignment.v1.AssignmentRule;
import plumbline.proto.assignment.v1.ExperimentState;
import plumbline.proto.assignment.v1.WatchExperimentsRequest;

/**
 * A database is put back to an earlier state and goes on from there, in the same epoch. What
 * changed then is not among what changed after the version that is held.
 */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class RestoredDatabaseTest {
  private static final String RESTORE =
      """
      BEGIN;
      UPDATE snapshot_version SET version = version - 5;
      UPDATE experiments SET state = 'HALTED', halt_time = now(), version = version + 1 WHERE key = '%s';
      UPDATE snapshot_version SET version = version + %d;
      COMMIT
      """;

  /** By so many versions it goes on: to fewer than are held, to as many, to more. */
  @ParameterizedTest
  @ValueSource(longs = {2, 5, 9})
  void nobodyKeepsAMixture(long wentOn) {
    var restored = Flow.running("restored", Definitions.valid().build());
    var other = Flow.running("beside", Definitions.valid().build());
    for (var i = 0; i < 5; i++) {
      Flow.create(Definitions.newKey("later"), Definitions.valid().build());
    }
    var request = WatchExperimentsRequest.newBuilder().setChanges(true).build();
    try (var watcher = StateWatcher.from(request)) {
      await().atMost(20, SECONDS).until(() -> watcher.state().held().containsKey(restored));
      Sql.execute(RESTORE.formatted(restored, wentOn));
      await()
          .atMost(20, SECONDS)
          .until(() -> rule(restored) == AssignmentRule.ASSIGNMENT_RULE_HALTED);
      await().atMost(20, SECONDS).until(() -> halted(watcher, restored));
      Flow.halt(other);
      await().atMost(20, SECONDS).until(() -> rule(other) == AssignmentRule.ASSIGNMENT_RULE_HALTED);
      await().atMost(20, SECONDS).until(() -> halted(watcher, other));
    }
  }

  private static boolean halted(StateWatcher watcher, String key) {
    var seen = watcher.state().held().get(key);
    return seen != null && seen.getState() == ExperimentState.EXPERIMENT_STATE_HALTED;
  }

  private static AssignmentRule rule(String key) {
    return Calls.assignments(Tokens.client())
        .assign(AssignRequest.newBuilder().setExperiment(key).setUnit("u1").build())
        .getAssignment()
        .getRule();
  }
}
