package plumbline.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static plumbline.assignment.Calls.experiments;
import static plumbline.assignment.Refusals.refused;

import io.grpc.Status;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentServiceGrpc;
import plumbline.proto.assignment.v1.ExperimentServiceGrpc.ExperimentServiceBlockingStub;

/**
 * Every state, every action, every role. Both tables are written here once more, by hand, as
 * docs/architecture.md has them: what the service believes is what is tested.
 */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class LifecycleTableTest {
  private static final String NOT = "-";

  /** What each action leads to; {@code -}: refused. IMPORTED is a STOPPED one of history. */
  private static final Map<String, Map<String, String>> STATES =
      table(
          """
          state     update submit    approve  reject   start   amend     stop    halt   results ramp    decide  abandon
          DRAFT     DRAFT  IN_REVIEW -        -        -       -         -       -      -       -       -       DECIDED
          IN_REVIEW -      -         APPROVED REJECTED -       IN_REVIEW -       -      -       -       -       DECIDED
          REJECTED  DRAFT  IN_REVIEW -        -        -       -         -       -      -       -       -       DECIDED
          APPROVED  -      -         -        -        RUNNING APPROVED  -       -      -       -       -       DECIDED
          RUNNING   -      -         -        -        -       RUNNING   STOPPED HALTED -       RUNNING -       DECIDED
          STOPPED   -      -         -        -        -       STOPPED   -       HALTED STOPPED -       DECIDED DECIDED
          IMPORTED  -      -         -        -        -       STOPPED   -       HALTED STOPPED -       DECIDED DECIDED
          HALTED    -      -         -        -        -       HALTED    -       HALTED HALTED  -       DECIDED DECIDED
          DECIDED   -      -         -        -        -       -         -       -      DECIDED -       -       -
          """);

  /** Who may do it at all; {@code -}: nobody of that role. */
  private static final Map<String, Map<String, String>> ROLES =
      table(
          """
          role         update submit approve reject start amend stop halt results ramp decide abandon
          client       -      -      -       -      -     -     -    -    -       -    -      -
          analyst      -      -      -       -      -     -     -    -    -       -    -      -
          author       yes    yes    -       -      yes   yes   yes  yes  -       yes  yes    yes
          experimenter yes    yes    -       -      yes   yes   yes  yes  -       yes  yes    yes
          reviewer     -      -      yes     yes    -     -     -    yes  yes     -    -      -
          admin        yes    yes    -       -      yes   yes   yes  yes  -       yes  yes    yes
          service      -      -      -       -      -     -     yes  yes  -       -    -      -
          nobody       -      -      -       -      -     -     -    -    -       -    -      -
          """);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DRAFT",
        "IN_REVIEW",
        "REJECTED",
        "APPROVED",
        "RUNNING",
        "STOPPED",
        "IMPORTED",
        "HALTED",
        "DECIDED"
      })
  void everyActionByEveryRole(String state) {
    var shared = Life.in(state);
    row(STATES, state)
        .forEach((action, next) ->
            ROLES.forEach((role, may) -> {
              var what = role + ": " + action + " when " + state;
              if (NOT.equals(may.get(action))) {
                refuse(what, shared, role, action, denial(role));
              } else if (next.equals(NOT)) {
                refuse(what, shared, role, action, Status.Code.FAILED_PRECONDITION);
              } else {
                var key = changes(state, next) ? Life.in(state) : shared;
                allow(what, key, role, action, next);
              }
            }));
  }

  private static Status.Code denial(String role) {
    return role.equals("nobody") ? Status.Code.UNAUTHENTICATED : Status.Code.PERMISSION_DENIED;
  }

  private static void refuse(
      String what, String key, String role, String action, Status.Code code) {
    var before = Life.get(key);
    var refusal = refused(code, () -> Life.act(as(role), action, before));
    if (code == Status.Code.FAILED_PRECONDITION) {
      assertThat(refusal.getStatus().getDescription())
          .as(what)
          .matches("experiment '" + key + "' (is|was|has been) [^:]+: .{25,}");
    }
    assertThat(Life.get(key)).as(what).isEqualTo(before);
  }

  private static void allow(String what, String key, String role, String action, String next) {
    var before = Life.get(key);
    var after = Life.act(as(role), action, before);
    assertThat(after.getState().name()).as(what).isEqualTo("EXPERIMENT_STATE_" + next);
    assertThat(Life.get(key)).as(what).isEqualTo(after);
    assertThat(after.getVersion()).as(what).isEqualTo(before.getVersion() + grows(before, action));
  }

  /** A word on the results, and a halt of what is halted, are no changes. */
  private static int grows(Experiment before, String action) {
    var halted = before.getState().name().endsWith("_HALTED");
    return action.equals("results") || (action.equals("halt") && halted) ? 0 : 1;
  }

  private static boolean changes(String state, String next) {
    return !state.equals(next) && !(state.equals("IMPORTED") && next.equals("STOPPED"));
  }

  private static ExperimentServiceBlockingStub as(String role) {
    return switch (role) {
      case "nobody" -> ExperimentServiceGrpc.newBlockingStub(Calls.channel());
      case "client" -> experiments(Tokens.client());
      case "author" -> experiments(Tokens.ann());
      case "admin" -> experiments(Tokens.admin());
      case "service" -> experiments(Tokens.service());
      default -> experiments(Tokens.of("some-" + role, Duration.ofHours(1), role));
    };
  }

  private static Map<String, String> row(Map<String, Map<String, String>> table, String name) {
    return Objects.requireNonNull(table.get(name));
  }

  private static Map<String, Map<String, String>> table(String text) {
    var lines = text.lines().map(line -> List.of(line.trim().split(" +"))).toList();
    var columns = lines.getFirst();
    var table = new LinkedHashMap<String, Map<String, String>>();
    for (var line : lines.subList(1, lines.size())) {
      assertThat(line).hasSameSizeAs(columns);
      var row = new LinkedHashMap<String, String>();
      for (var i = 1; i < columns.size(); i++) {
        row.put(columns.get(i), line.get(i));
      }
      table.put(line.getFirst(), row);
    }
    return table;
  }
}
