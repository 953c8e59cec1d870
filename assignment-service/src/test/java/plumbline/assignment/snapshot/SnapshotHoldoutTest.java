package plumbline.assignment.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import plumbline.engine.targeting.Rule;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.ExperimentSnapshot;
import plumbline.proto.assignment.v1.ExperimentState;
import plumbline.proto.assignment.v1.Holdout;
import plumbline.proto.assignment.v1.UnitType;
import plumbline.proto.assignment.v1.Variant;

/** What a snapshot does that should not be: saving refuses a holdout that is not there. */
class SnapshotHoldoutTest {
  private static final Holdout HALF =
      Holdout.newBuilder()
          .setKey("half")
          .setUnitType(UnitType.UNIT_TYPE_USER)
          .setShare(0.5)
          .build();

  @Test
  void aHoldoutHoldsItsShareOut() {
    assertThat(heldOut(snapshot().addHoldouts(HALF).build())).isBetween(400, 600);
  }

  @Test
  void oneThatIsNotThereHoldsEverybodyOut() {
    assertThat(heldOut(snapshot().build())).isEqualTo(1_000);
  }

  @Test
  void oneOfAnotherUnitTypeHoldsEverybodyOut() {
    var accounts = HALF.toBuilder().setUnitType(UnitType.UNIT_TYPE_ACCOUNT);
    assertThat(heldOut(snapshot().addHoldouts(accounts).build())).isEqualTo(1_000);
  }

  private static int heldOut(ExperimentSnapshot contract) {
    var experiment = StoredRows.snapshot(contract).experiment("holds").orElseThrow();
    var held = 0;
    for (var i = 0; i < 1_000; i++) {
      if (experiment.decide("u" + i, Map.of()).rule() == Rule.HOLDOUT) {
        held++;
      }
    }
    return held;
  }

  private static ExperimentSnapshot.Builder snapshot() {
    return ExperimentSnapshot.newBuilder()
        .setEpoch("test")
        .setVersion(1)
        .addExperiments(
            Experiment.newBuilder()
                .setKey("holds")
                .setState(ExperimentState.EXPERIMENT_STATE_RUNNING)
                .setDefinition(
                    ExperimentDefinition.newBuilder()
                        .setUnitType(UnitType.UNIT_TYPE_USER)
                        .addVariants(
                            Variant.newBuilder().setKey("a").setWeight(0.5).setControl(true))
                        .addVariants(Variant.newBuilder().setKey("b").setWeight(0.5))
                        .addHoldouts("half")));
  }
}
