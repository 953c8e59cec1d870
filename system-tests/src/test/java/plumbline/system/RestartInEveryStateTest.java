package plumbline.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static plumbline.proto.assignment.v1.ExperimentState.EXPERIMENT_STATE_APPROVED;
import static plumbline.proto.assignment.v1.ExperimentState.EXPERIMENT_STATE_DECIDED;
import static plumbline.proto.assignment.v1.ExperimentState.EXPERIMENT_STATE_DRAFT;
import static plumbline.proto.assignment.v1.ExperimentState.EXPERIMENT_STATE_HALTED;
import static plumbline.proto.assignment.v1.ExperimentState.EXPERIMENT_STATE_IN_REVIEW;
import static plumbline.proto.assignment.v1.ExperimentState.EXPERIMENT_STATE_REJECTED;
import static plumbline.proto.assignment.v1.ExperimentState.EXPERIMENT_STATE_RUNNING;
import static plumbline.proto.assignment.v1.ExperimentState.EXPERIMENT_STATE_STOPPED;

import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import plumbline.proto.assignment.v1.AssignRequest;
import plumbline.proto.assignment.v1.AssignResponse;
import plumbline.proto.assignment.v1.AssignmentRule;
import plumbline.proto.assignment.v1.ExperimentState;
import plumbline.proto.assignment.v1.GetExperimentRequest;
import plumbline.proto.assignment.v1.GetExperimentResponse;
import plumbline.proto.assignment.v1.ReviewVerdict;

/** kill -9 of assignment-service changes nothing of an experiment, wherever its life has got to. */
class RestartInEveryStateTest {
  /** The last one last, which is waited for. */
  private static final List<ExperimentState> STATES =
      List.of(
          EXPERIMENT_STATE_DRAFT,
          EXPERIMENT_STATE_IN_REVIEW,
          EXPERIMENT_STATE_APPROVED,
          EXPERIMENT_STATE_REJECTED,
          EXPERIMENT_STATE_RUNNING,
          EXPERIMENT_STATE_STOPPED,
          EXPERIMENT_STATE_DECIDED,
          EXPERIMENT_STATE_HALTED);

  private static final int UNITS = 50;

  @Test
  void everyStateOutlivesAKill() {
    var keys = oneInEachState();
    try (var replica = Replica.first()) {
      awaitNewest(replica, keys);
      var experiments = experiments(replica, keys);
      var answers = answers(replica, keys);
      experiments.forEach(
          (state, reply) -> assertThat(reply.getExperiment().getState()).isEqualTo(state));
      replica.killAndLaunch();
      replica.process().awaitReady();
      awaitNewest(replica, keys);
      assertThat(experiments(replica, keys)).isEqualTo(experiments);
      assertThat(answers(replica, keys)).isEqualTo(answers);
    }
  }

  /** A snapshot is whole, and the halt was the last change: who serves it serves them all. */
  private static void awaitNewest(Replica replica, Map<ExperimentState, String> keys) {
    var halted =
        AssignRequest.newBuilder()
            .setExperiment(keys.getOrDefault(EXPERIMENT_STATE_HALTED, ""))
            .setUnit("unit")
            .build();
    var stub = replica.as("client").assignment().withWaitForReady();
    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptionsInstanceOf(StatusRuntimeException.class)
        .until(
            () -> stub.assign(halted).getAssignment().getRule(),
            AssignmentRule.ASSIGNMENT_RULE_HALTED::equals);
  }

  private static Map<ExperimentState, GetExperimentResponse> experiments(
      Replica replica, Map<ExperimentState, String> keys) {
    var stub = replica.as("analyst").experiments().withWaitForReady();
    var replies = new EnumMap<ExperimentState, GetExperimentResponse>(ExperimentState.class);
    keys.forEach((state, key) ->
        replies.put(
            state, stub.getExperiment(GetExperimentRequest.newBuilder().setKey(key).build())));
    return replies;
  }

  private static Map<ExperimentState, List<AssignResponse>> answers(
      Replica replica, Map<ExperimentState, String> keys) {
    var stub = replica.as("client").assignment().withWaitForReady();
    var answers = new EnumMap<ExperimentState, List<AssignResponse>>(ExperimentState.class);
    keys.forEach((state, key) ->
        answers.put(
            state,
            IntStream.range(0, UNITS)
                .mapToObj(i -> AssignRequest.newBuilder().setExperiment(key).setUnit("unit-" + i))
                .map(request -> stub.assign(request.build()))
                .toList()));
    return answers;
  }

  /** By state, the key of an experiment that is in it. */
  private static Map<ExperimentState, String> oneInEachState() {
    var keys = new EnumMap<ExperimentState, String>(ExperimentState.class);
    for (var state : STATES) {
      var key = "restart-" + state.name().toLowerCase(Locale.ROOT).replace('_', '-');
      bring(key, state);
      keys.put(state, key);
    }
    return keys;
  }

  private static void bring(String key, ExperimentState state) {
    switch (state) {
      case EXPERIMENT_STATE_DRAFT -> Experiments.create(key, Experiments.threeWays());
      case EXPERIMENT_STATE_IN_REVIEW -> {
        bring(key, EXPERIMENT_STATE_DRAFT);
        Experiments.submit(key);
      }
      case EXPERIMENT_STATE_APPROVED -> {
        bring(key, EXPERIMENT_STATE_IN_REVIEW);
        Experiments.review(key, ReviewVerdict.REVIEW_VERDICT_APPROVE);
      }
      case EXPERIMENT_STATE_REJECTED -> {
        bring(key, EXPERIMENT_STATE_IN_REVIEW);
        Experiments.review(key, ReviewVerdict.REVIEW_VERDICT_REJECT);
      }
      case EXPERIMENT_STATE_RUNNING -> {
        bring(key, EXPERIMENT_STATE_APPROVED);
        Experiments.startApproved(key);
      }
      case EXPERIMENT_STATE_STOPPED -> {
        bring(key, EXPERIMENT_STATE_RUNNING);
        Experiments.stop(key);
      }
      case EXPERIMENT_STATE_HALTED -> {
        bring(key, EXPERIMENT_STATE_RUNNING);
        try (var replica = Replica.first()) {
          Experiments.halt(replica, key);
        }
      }
      case EXPERIMENT_STATE_DECIDED -> {
        bring(key, EXPERIMENT_STATE_STOPPED);
        Experiments.abandon(key);
      }
      case EXPERIMENT_STATE_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalArgumentException("no way to " + state);
    }
  }
}
