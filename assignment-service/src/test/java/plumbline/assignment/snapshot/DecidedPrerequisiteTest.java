package plumbline.assignment.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import plumbline.engine.targeting.Decision.Served;
import plumbline.proto.assignment.v1.Decision;
import plumbline.proto.assignment.v1.DecisionOutcome;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.ExperimentSnapshot;
import plumbline.proto.assignment.v1.ExperimentState;
import plumbline.proto.assignment.v1.Prerequisite;
import plumbline.proto.assignment.v1.UnitType;
import plumbline.proto.assignment.v1.Variant;

/**
 * An experiment that runs, and the decision about the one that its units must have a variant of.
 */
class DecidedPrerequisiteTest {
  private static final ExperimentDefinition DEFINITION =
      ExperimentDefinition.newBuilder()
          .setUnitType(UnitType.UNIT_TYPE_USER)
          .addVariants(Variant.newBuilder().setKey("a").setWeight(0.5).setControl(true))
          .addVariants(Variant.newBuilder().setKey("b").setWeight(0.3))
          .addVariants(Variant.newBuilder().setKey("c").setWeight(0.2))
          .build();

  private static final Experiment RUNNING =
      Experiment.newBuilder()
          .setKey("other")
          .setState(ExperimentState.EXPERIMENT_STATE_RUNNING)
          .setStartTime(Timestamp.newBuilder().setSeconds(1))
          .setDefinition(DEFINITION.toBuilder().setTraffic(0.5))
          .build();

  @Test
  void whatIsShippedThrowsNobodyOut() {
    assertThat(served(decided(DecisionOutcome.DECISION_OUTCOME_SHIP, "b"), "b"))
        .isEqualTo(served(RUNNING, "b"))
        .hasSizeBetween(200, 400);
  }

  @Test
  void whatIsNotShippedNobodyHas() {
    assertThat(served(decided(DecisionOutcome.DECISION_OUTCOME_SHIP, "c"), "b")).isEmpty();
    assertThat(served(decided(DecisionOutcome.DECISION_OUTCOME_SHIP, "b"), "a")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "DECISION_OUTCOME_KEEP_CONTROL",
        "DECISION_OUTCOME_INCONCLUSIVE",
        "DECISION_OUTCOME_ABANDONED"
      })
  void controlStaysForThoseWhoHadItAndComesToTheOthers(DecisionOutcome outcome) {
    assertThat(served(decided(outcome, ""), "b")).isEmpty();
    assertThat(served(decided(outcome, ""), "a"))
        .containsAll(served(RUNNING, "a"))
        .containsAll(served(RUNNING, "b"));
  }

  @Test
  void whatNeverStartedNobodyHad() {
    var never =
        decided(DecisionOutcome.DECISION_OUTCOME_ABANDONED, "").toBuilder()
            .clearStartTime()
            .build();
    assertThat(served(never, "a")).isEmpty();
  }

  private static Experiment decided(DecisionOutcome outcome, String variant) {
    return RUNNING.toBuilder()
        .setState(ExperimentState.EXPERIMENT_STATE_DECIDED)
        .setDecision(Decision.newBuilder().setOutcome(outcome).setVariant(variant))
        .build();
  }

  /** The units that take part in an experiment for those who have a variant of the other one. */
  private static Set<String> served(Experiment other, String variant) {
    var gated =
        Experiment.newBuilder()
            .setKey("gated")
            .setState(ExperimentState.EXPERIMENT_STATE_RUNNING)
            .setDefinition(
                DEFINITION.toBuilder()
                    .addPrerequisites(
                        Prerequisite.newBuilder().setKey("other").setVariant(variant)));
    var snapshot =
        StoredRows.snapshot(
            ExperimentSnapshot.newBuilder()
                .setEpoch("e")
                .setVersion(1)
                .addExperiments(other)
                .addExperiments(gated)
                .build());
    var experiment = snapshot.experiment("gated").orElseThrow();
    return IntStream.range(0, 2_000)
        .mapToObj(i -> "unit-" + i)
        .filter(unit -> experiment.decide(unit, Map.of()) instanceof Served)
        .collect(Collectors.toSet());
  }
}
