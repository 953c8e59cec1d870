package plumbline.analysis.dashboard.flags;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Values;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumbline.proto.assignment.v1.Decision;
import plumbline.proto.assignment.v1.DecisionOutcome;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentRule;
import plumbline.proto.assignment.v1.ExperimentState;
import plumbline.proto.assignment.v1.Variant;

class ServedTest {
  private static final Timestamp START = Timestamp.newBuilder().setSeconds(1).build();
  private static final ExperimentRule ALL = ExperimentRule.getDefaultInstance();

  @Test
  void whatIsShippedGoesToItsShare() {
    var half = ExperimentRule.newBuilder().setRollout(0.5).build();

    assertThat(Served.of(decided(DecisionOutcome.DECISION_OUTCOME_SHIP), half, "users").now())
        .isEqualTo(
            "Serves \u201cmeaning\u201d (by meaning) to 50 % of the users that the experiment was"
                + " for, as decided: ship meaning.");
  }

  @ParameterizedTest
  @CsvSource({"KEEP_CONTROL, keep control", "INCONCLUSIVE, inconclusive", "ABANDONED, abandoned"})
  void anyOtherOutcomeIsControl(String outcome, String words) {
    var decided = decided(DecisionOutcome.valueOf("DECISION_OUTCOME_" + outcome));

    assertThat(Served.of(decided, ALL, "users").now())
        .startsWith("Serves \u201cwords\u201d (by words) to 100 %")
        .contains("as decided: " + words);
  }

  @Test
  void whatNeverStartedServesNothing() {
    var never = decided(DecisionOutcome.DECISION_OUTCOME_ABANDONED).toBuilder().clearStartTime();

    assertThat(Served.of(never.build(), ALL, "users").now()).contains("serves nothing");
  }

  @Test
  void haltedServesControl() {
    var halted = experiment(ExperimentState.EXPERIMENT_STATE_HALTED).setHaltTime(START).build();

    assertThat(Served.of(halted, ALL, "users").now())
        .contains("halted: control, \u201cwords\u201d");
  }

  private static Experiment decided(DecisionOutcome outcome) {
    var variant = outcome == DecisionOutcome.DECISION_OUTCOME_SHIP ? "meaning" : "";
    return experiment(ExperimentState.EXPERIMENT_STATE_DECIDED)
        .setDecision(Decision.newBuilder().setOutcome(outcome).setVariant(variant))
        .setDecideTime(START)
        .build();
  }

  private static Experiment.Builder experiment(ExperimentState state) {
    var experiment = Experiment.newBuilder().setState(state).setStartTime(START);
    experiment
        .getDefinitionBuilder()
        .addVariants(Variant.newBuilder().setKey("meaning").setPayload(Values.of("by meaning")))
        .addVariants(
            Variant.newBuilder()
                .setKey("words")
                .setPayload(Values.of("by words"))
                .setControl(true));
    return experiment;
  }
}
