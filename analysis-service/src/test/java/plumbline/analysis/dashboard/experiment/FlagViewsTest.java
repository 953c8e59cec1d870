package plumbline.analysis.dashboard.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import com.google.protobuf.Value;
import org.junit.jupiter.api.Test;
import plumbline.proto.assignment.v1.Decision;
import plumbline.proto.assignment.v1.DecisionOutcome;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.ExperimentRule;
import plumbline.proto.assignment.v1.ExperimentState;
import plumbline.proto.assignment.v1.Flag;
import plumbline.proto.assignment.v1.FlagDefinition;
import plumbline.proto.assignment.v1.FlagRule;
import plumbline.proto.assignment.v1.Variant;

class FlagViewsTest {
  private static final Flag FLAG =
      Flag.newBuilder()
          .setKey("checkout")
          .setDefinition(
              FlagDefinition.newBuilder()
                  .addRules(
                      FlagRule.newBuilder()
                          .setExperiment(
                              ExperimentRule.newBuilder().setExperiment("e").setRollout(0.25))))
          .build();

  @Test
  void whatIsShippedIsServedToItsRollout() {
    var shipped = FlagViews.of(decided(DecisionOutcome.DECISION_OUTCOME_SHIP, "b"), FLAG);

    assertThat(shipped.sentence())
        .isEqualTo("25 % of the units that it was for are served the value of b:");
    assertThat(shipped.value()).isEqualTo("\"new\"");
  }

  @Test
  void whatIsNotShippedServesControl() {
    var kept = FlagViews.of(decided(DecisionOutcome.DECISION_OUTCOME_INCONCLUSIVE, ""), FLAG);

    assertThat(kept.value()).isEqualTo("\"old\"");
  }

  @Test
  void anArchivedFlagServesNobody() {
    var archived = FLAG.toBuilder().setArchiveTime(Timestamp.getDefaultInstance()).build();

    assertThat(FlagViews.of(decided(DecisionOutcome.DECISION_OUTCOME_SHIP, "b"), archived).value())
        .isEmpty();
  }

  private static Experiment decided(DecisionOutcome outcome, String variant) {
    return Experiment.newBuilder()
        .setKey("e")
        .setState(ExperimentState.EXPERIMENT_STATE_DECIDED)
        .setDecision(Decision.newBuilder().setOutcome(outcome).setVariant(variant))
        .setDefinition(
            ExperimentDefinition.newBuilder()
                .addVariants(variant("a", "old").setControl(true))
                .addVariants(variant("b", "new")))
        .build();
  }

  private static Variant.Builder variant(String key, String payload) {
    return Variant.newBuilder().setKey(key).setPayload(Value.newBuilder().setStringValue(payload));
  }
}
