package plumbline.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static plumbline.assignment.Calls.assignments;
import static plumbline.assignment.Calls.experiments;
import static plumbline.assignment.Calls.governance;
import static plumbline.assignment.Refusals.refused;
import static plumbline.assignment.Verdicts.decide;
import static plumbline.proto.assignment.v1.DecisionOutcome.DECISION_OUTCOME_ABANDONED;
import static plumbline.proto.assignment.v1.DecisionOutcome.DECISION_OUTCOME_INCONCLUSIVE;
import static plumbline.proto.assignment.v1.DecisionOutcome.DECISION_OUTCOME_SHIP;

import io.grpc.Status;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import plumbline.proto.assignment.v1.AssignRequest;
import plumbline.proto.assignment.v1.DecisionOutcome;
import plumbline.proto.assignment.v1.ExperimentState;
import plumbline.proto.assignment.v1.LayerSlots;
import plumbline.proto.assignment.v1.ListDecisionsRequest;

/** Giving up is possible from any state, with nobody to ask: analysis-service is away here. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class AbandonTest {

  @Test
  void isPossibleFromEveryStateAndIsInTheLog() {
    var ways = new LinkedHashMap<ExperimentState, List<Consumer<String>>>();
    ways.put(ExperimentState.EXPERIMENT_STATE_DRAFT, List.of());
    ways.put(ExperimentState.EXPERIMENT_STATE_IN_REVIEW, List.of(Flow::submit));
    ways.put(ExperimentState.EXPERIMENT_STATE_REJECTED, List.of(Flow::submit, Flow::reject));
    ways.put(ExperimentState.EXPERIMENT_STATE_APPROVED, List.of(Flow::submit, Flow::approve));
    ways.put(
        ExperimentState.EXPERIMENT_STATE_RUNNING,
        List.of(Flow::submit, Flow::approve, Flow::start));
    ways.put(
        ExperimentState.EXPERIMENT_STATE_STOPPED,
        List.of(Flow::submit, Flow::approve, Flow::start, Flow::stop));
    ways.put(
        ExperimentState.EXPERIMENT_STATE_HALTED,
        List.of(Flow::submit, Flow::approve, Flow::start, Flow::halt));
    ways.forEach((state, way) -> {
      var key = Definitions.newKey("abandon");
      var draft = Flow.create(key, Definitions.valid().build());
      way.forEach(step -> step.accept(key));

      var decided = decide(key, DECISION_OUTCOME_ABANDONED, "");

      assertThat(decided.getState()).isEqualTo(ExperimentState.EXPERIMENT_STATE_DECIDED);
      assertThat(decided.getDecision().getAgainstEvidence()).as("%s", state).isFalse();
      assertThat(decided.getDecision().getEvidence()).contains("not at hand");
      assertThat(decided.hasStopTime())
          .isEqualTo(state == ExperimentState.EXPERIMENT_STATE_STOPPED);
      var entries =
          governance(Tokens.ann())
              .listDecisions(ListDecisionsRequest.newBuilder().setExperiment(key).build())
              .getEntriesList();
      assertThat(entries).as("%s", state).hasSize(1);
      assertThat(entries.getFirst().getDecision()).isEqualTo(decided.getDecision());
      assertThat(entries.getFirst().getPreRegistrationSha256())
          .isEqualTo(decided.getPreRegistration().getSha256());
      assertThat(entries.getFirst().getTitle()).isEqualTo(draft.getDefinition().getName());
      refused(Status.Code.FAILED_PRECONDITION, () -> Flow.start(key));
    });
  }

  @Test
  void otherOutcomesNeedAnEnd() {
    var key = Flow.running("unended", Definitions.valid().build());
    for (var outcome :
        new DecisionOutcome[] {DECISION_OUTCOME_INCONCLUSIVE, DECISION_OUTCOME_SHIP}) {
      var variant = outcome == DECISION_OUTCOME_SHIP ? "one-page" : "";
      assertThat(refused(Status.Code.FAILED_PRECONDITION, () -> decide(key, outcome, variant)))
          .hasMessageContaining("is running")
          .hasMessageContaining("once it was stopped or halted");
    }
  }

  @Test
  void whatIsDecidedServesNobodyAndFreesItsSlots() {
    var layer = Definitions.newKey("layer");
    var definition =
        Definitions.valid()
            .setLayer(LayerSlots.newBuilder().setLayer(layer).setFromSlot(0).setToSlot(10_000))
            .build();
    var first = Flow.running("slots", definition);
    var second = Definitions.newKey("slots");
    Flow.create(second, definition);
    Flow.submit(second);
    Flow.approve(second);
    Flow.stop(first);
    refused(Status.Code.FAILED_PRECONDITION, () -> Flow.start(second));
    assertThat(assigned(first)).isNotEmpty();

    decide(first, DECISION_OUTCOME_INCONCLUSIVE, "");

    Flow.start(second);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> assigned(first).isEmpty() && !assigned(second).isEmpty());
  }

  @Test
  void ofTwoWhoDecideAtOnceOneWins() throws Exception {
    for (var round = 0; round < 3; round++) {
      var key = Definitions.newKey("both");
      Flow.create(key, Definitions.valid().build());
      var race =
          new Race(
              () -> decide(key, DECISION_OUTCOME_ABANDONED, ""),
              () ->
                  experiments(Tokens.admin())
                      .decideExperiment(
                          Verdicts.request(key, DECISION_OUTCOME_ABANDONED, "").build()));
      assertThat(race.run()).containsExactlyInAnyOrder("OK", "FAILED_PRECONDITION");
      assertThat(
              governance(Tokens.ann())
                  .listDecisions(ListDecisionsRequest.newBuilder().setExperiment(key).build())
                  .getEntriesCount())
          .isEqualTo(1);
    }
  }

  private static String assigned(String key) {
    return assignments(Tokens.client())
        .assign(AssignRequest.newBuilder().setExperiment(key).setUnit("u1").build())
        .getAssignment()
        .getVariant();
  }
}
