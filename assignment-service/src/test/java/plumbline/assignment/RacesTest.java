package plumbline.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static plumbline.assignment.Calls.experiments;

import com.google.protobuf.Struct;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumbline.kit.json.ProtoJson;
import plumbline.proto.assignment.v1.AuditEntry;
import plumbline.proto.assignment.v1.Experiment;

/** Of two people who saw the same experiment and act at once, one wins and the other is told. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class RacesTest {
  private static final int ROUNDS = 10;

  @ParameterizedTest(name = "{1} by {2} against {3} by {4} when {0}")
  @CsvSource({
    "DRAFT,     update,  ann,  submit,  adam",
    "DRAFT,     submit,  ann,  submit,  adam",
    "REJECTED,  update,  ann,  submit,  ann",
    "IN_REVIEW, approve, rita, reject,  rob",
    "IN_REVIEW, approve, rita, approve, rob",
    "IN_REVIEW, approve, rita, amend,   ann",
    "APPROVED,  start,   ann,  amend,   adam",
    "APPROVED,  start,   ann,  start,   adam",
    "APPROVED,  start,   ann,  abandon, adam",
    "RUNNING,   stop,    ann,  amend,   adam",
    "RUNNING,   ramp,    ann,  ramp,    adam",
    "RUNNING,   ramp,    ann,  abandon, adam",
    "STOPPED,   decide,  ann,  abandon, adam",
  })
  void oneWins(String state, String first, String who, String second, String other)
      throws Exception {
    try (var pool = Executors.newFixedThreadPool(2)) {
      for (var round = 0; round < ROUNDS; round++) {
        var seen = Life.get(Life.in(state));
        var won =
            race(
                pool,
                () -> Life.act(experiments(token(who)), first, seen),
                () -> Life.act(experiments(token(other)), second, seen));
        var now = Life.get(seen.getKey());
        assertThat(won).as("who won, alone").containsExactly(now);
        assertThat(now.getVersion()).isEqualTo(seen.getVersion() + 1);
        assertLogAgrees(now);
      }
    }
  }

  /** A halt asks for no version: it must never be lost, whoever else acts. */
  @ParameterizedTest
  @CsvSource({"stop, ann", "amend, ann", "ramp, ann"})
  void aHaltIsNeverLost(String action, String who) throws Exception {
    try (var pool = Executors.newFixedThreadPool(2)) {
      for (var round = 0; round < ROUNDS; round++) {
        var seen = Life.get(Life.in("RUNNING"));
        race(
            pool,
            () -> Life.act(experiments(Tokens.service()), "halt", seen),
            () -> Life.act(experiments(token(who)), action, seen));
        var now = Life.get(seen.getKey());
        assertThat(now.getState().name()).isEqualTo("EXPERIMENT_STATE_HALTED");
        assertLogAgrees(now);
      }
    }
  }

  /** What came of those who were not told to look again. */
  private static List<Experiment> race(
      ExecutorService pool, Callable<Experiment> first, Callable<Experiment> second)
      throws Exception {
    var both = pool.invokeAll(List.of(told(first), told(second)));
    return List.of(both.get(0).get(), both.get(1).get()).stream().flatMap(List::stream).toList();
  }

  private static Callable<List<Experiment>> told(Callable<Experiment> attempt) {
    return () -> {
      try {
        return List.of(attempt.call());
      } catch (StatusRuntimeException e) {
        assertThat(e.getStatus().getCode())
            .isIn(Status.Code.ABORTED, Status.Code.FAILED_PRECONDITION);
        return List.of();
      }
    };
  }

  /**
   * Each version is in the log once, follows from the one before, and the last is what is there.
   */
  private static void assertLogAgrees(Experiment now) {
    var log = Life.audit(now.getKey());
    assertThat(log)
        .extracting(AuditEntry::getVersion)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, now.getVersion()).boxed().toList());
    for (var i = 1; i < log.size(); i++) {
      assertThat(log.get(i).getBefore()).isEqualTo(log.get(i - 1).getAfter());
    }
    assertThat(log.getLast().getAfter())
        .isEqualTo(ProtoJson.parse(ProtoJson.print(now), Struct.newBuilder()).build());
  }

  private static String token(String who) {
    return switch (who) {
      case "ann" -> Tokens.ann();
      case "adam" -> Tokens.admin();
      case "rita" -> Tokens.rita();
      default -> Board.reviewer(who);
    };
  }
}
