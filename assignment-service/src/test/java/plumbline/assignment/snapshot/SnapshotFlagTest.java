package plumbline.assignment.snapshot;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import com.google.protobuf.Value;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import plumbline.assignment.exposure.ExposureAttributes;
import plumbline.engine.bucketing.Bucketing;
import plumbline.proto.assignment.v1.Decision;
import plumbline.proto.assignment.v1.DecisionOutcome;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.ExperimentRule;
import plumbline.proto.assignment.v1.ExperimentSnapshot;
import plumbline.proto.assignment.v1.ExperimentState;
import plumbline.proto.assignment.v1.Flag;
import plumbline.proto.assignment.v1.FlagDefinition;
import plumbline.proto.assignment.v1.FlagRule;
import plumbline.proto.assignment.v1.FlagType;
import plumbline.proto.assignment.v1.ForceRule;
import plumbline.proto.assignment.v1.ForcedOverride;
import plumbline.proto.assignment.v1.Prerequisite;
import plumbline.proto.assignment.v1.RolloutRule;
import plumbline.proto.assignment.v1.UnitType;
import plumbline.proto.assignment.v1.Variant;

class SnapshotFlagTest {
  private static final Map<String, Value> NOBODY = Map.of();
  private static final Map<String, Value> STAFF = Map.of("staff", bool(true));

  @Test
  void aFlagWithoutRulesIsStatic() {
    var flag = flag(ExperimentSnapshot.newBuilder().addFlags(contract().build()));
    assertThat(flag.goesByUnits()).isFalse();
    assertAnswer(flag.decide("", NOBODY), "old", "default", FlagReason.STATIC, "DEFAULT");
  }

  @Test
  void forceExperimentRolloutAndDefaultAnswerInTheirOrder() {
    var flag = flag(running());
    units()
        .forEach(unit -> {
          assertAnswer(
              flag.decide(unit, STAFF), "staff", "qa", FlagReason.TARGETING_MATCH, "FORCE");
          var answer = flag.decide(unit, NOBODY);
          if (Bucketing.trafficBucket("exp", unit) < 5000) {
            var b = Bucketing.bucket(unit, "exp") >= 5000;
            assertAnswer(answer, b ? "new" : "old", b ? "b" : "a", FlagReason.SPLIT, "VARIANT");
            assertThat(answer.shown().orElseThrow())
                .isEqualTo(
                    new FlagAnswer.Shown(
                        "exp",
                        b ? "b" : "a",
                        UnitType.UNIT_TYPE_USER,
                        true,
                        ExposureAttributes.NONE));
          } else if (Bucketing.rolloutBucket("nav", unit) < 3000) {
            assertAnswer(answer, "some", "rest", FlagReason.SPLIT, "ROLLOUT");
          } else {
            assertAnswer(answer, "old", "default", FlagReason.DEFAULT, "DEFAULT");
          }
        });
  }

  @Test
  void metadataSaysWhatDecidedAndWhetherItWasRecorded() {
    var answer = flag(running()).decide("forced", NOBODY);
    assertThat(answer.metadata().getFieldsMap())
        .containsEntry("rule", text("OVERRIDE"))
        .containsEntry("flagRule", text("exp"))
        .containsEntry("experiment", text("exp"))
        .containsEntry("unitType", text("user"))
        .containsEntry("exposes", bool(false))
        .containsEntry("exposed", bool(false));
    assertThat(answer.reason()).isEqualTo(FlagReason.TARGETING_MATCH);
    assertThat(answer.shown()).isEmpty();
    var shown = served(flag(running()));
    assertThat(shown.metadata().getFieldsOrThrow("exposed")).isEqualTo(bool(true));
    assertThat(shown.bulkMetadata().getFieldsOrThrow("exposes")).isEqualTo(bool(true));
    assertThat(shown.bulkMetadata().getFieldsOrThrow("exposed")).isEqualTo(bool(false));
  }

  @Test
  void theSwitchLeavesExposingToTheCode() {
    var snapshot = running();
    snapshot.getFlagsBuilder(0).getDefinitionBuilder().setExposureOff(true);
    var answer = served(flag(snapshot));
    assertThat(answer.metadata().getFieldsOrThrow("exposes")).isEqualTo(bool(true));
    assertThat(answer.metadata().getFieldsOrThrow("exposed")).isEqualTo(bool(false));
    assertThat(answer.shown().orElseThrow().recorded()).isFalse();
  }

  @Test
  void haltedGivesControlToOverridesAsWell() {
    var snapshot = running();
    snapshot.getExperimentsBuilder(0).setState(ExperimentState.EXPERIMENT_STATE_HALTED);
    var flag = flag(snapshot);
    assertAnswer(flag.decide("forced", NOBODY), "old", "a", FlagReason.DISABLED, "HALTED");
    units()
        .filter(unit -> Bucketing.trafficBucket("exp", unit) < 5000)
        .forEach(unit ->
            assertAnswer(flag.decide(unit, NOBODY), "old", "a", FlagReason.DISABLED, "HALTED"));
  }

  @Test
  void theWinnerGoesToItsUnitsFirst() {
    var snapshot = decided(DecisionOutcome.DECISION_OUTCOME_SHIP);
    snapshot
        .getFlagsBuilder(0)
        .getDefinitionBuilder()
        .getRulesBuilder(1)
        .getExperimentBuilder()
        .setRollout(0.75);
    var flag = flag(snapshot);
    units()
        .forEach(unit -> {
          var wins =
              Bucketing.bucket(unit, "exp") >= 5000 || Bucketing.rolloutBucket("nav", unit) < 5000;
          // Who is not in the half of the others is not in the rule's 0.3 behind it either.
          assertThat(flag.decide(unit, NOBODY).variant()).isEqualTo(wins ? "b" : "default");
        });
    assertAnswer(
        flag(decided(DecisionOutcome.DECISION_OUTCOME_SHIP)).decide("u", NOBODY),
        "new",
        "b",
        FlagReason.SPLIT,
        "OUTCOME");
  }

  @Test
  void anyOtherOutcomeIsControlAndWhatNeverStartedIsNone() {
    var snapshot = decided(DecisionOutcome.DECISION_OUTCOME_KEEP_CONTROL);
    assertAnswer(flag(snapshot).decide("u", NOBODY), "old", "a", FlagReason.SPLIT, "OUTCOME");
    snapshot.getExperimentsBuilder(0).clearStartTime();
    assertThat(flag(snapshot).decide("u", NOBODY).variant()).isIn("rest", "default");
  }

  @Test
  void aPrerequisiteMayBeAFlagsValue() {
    var snapshot = running();
    var gated = snapshot.getExperimentsBuilder(0).build().toBuilder().setKey("gated");
    gated
        .getDefinitionBuilder()
        .clearOverrides()
        .clearTraffic()
        .addPrerequisites(Prerequisite.newBuilder().setKey("nav").setValue(text("new")));
    snapshot.addExperiments(gated);
    var made = StoredRows.snapshot(snapshot.build());
    var flag = requireNonNull(made.flags().get("nav"));
    var experiment = made.experiment("gated").orElseThrow();
    units()
        .forEach(unit ->
            assertThat(
                    experiment.decide(unit, NOBODY)
                        instanceof plumbline.engine.targeting.Decision.Served)
                .isEqualTo(flag.decide(unit, NOBODY).value().equals(text("new"))));
  }

  @Test
  void theRevisionChangesWithAllThatTheFlagAnswersBy() {
    var snapshot = running();
    var before = flag(snapshot).revision();
    assertThat(flag(snapshot).revision()).isEqualTo(before);
    snapshot.getExperimentsBuilder(0).setVersion(2);
    var after = flag(snapshot).revision();
    assertThat(after).isNotEqualTo(before);
    snapshot.getFlagsBuilder(0).setVersion(2);
    assertThat(flag(snapshot).revision()).isNotEqualTo(after);
  }

  private static void assertAnswer(
      FlagAnswer answer, String value, String variant, FlagReason reason, String rule) {
    assertThat(answer.value()).isEqualTo(text(value));
    assertThat(answer.variant()).isEqualTo(variant);
    assertThat(answer.reason()).isEqualTo(reason);
    assertThat(answer.metadata().getFieldsOrThrow("rule")).isEqualTo(text(rule));
  }

  private static FlagAnswer served(AssignableFlag flag) {
    return units()
        .map(unit -> flag.decide(unit, NOBODY))
        .filter(answer -> answer.shown().isPresent())
        .findFirst()
        .orElseThrow();
  }

  private static AssignableFlag flag(ExperimentSnapshot.Builder snapshot) {
    return requireNonNull(StoredRows.snapshot(snapshot.setEpoch("e").build()).flags().get("nav"));
  }

  private static ExperimentSnapshot.Builder decided(DecisionOutcome outcome) {
    var snapshot = running();
    snapshot
        .getExperimentsBuilder(0)
        .setState(ExperimentState.EXPERIMENT_STATE_DECIDED)
        .setStartTime(Timestamp.newBuilder().setSeconds(1))
        .setDecision(Decision.newBuilder().setOutcome(outcome).setVariant("b"));
    return snapshot;
  }

  private static ExperimentSnapshot.Builder running() {
    var flag = contract();
    flag.getDefinitionBuilder()
        .addRules(
            FlagRule.newBuilder()
                .setKey("qa")
                .setForce(ForceRule.newBuilder().setCondition("staff").setValue(text("staff"))))
        .addRules(
            FlagRule.newBuilder()
                .setKey("exp")
                .setExperiment(ExperimentRule.newBuilder().setExperiment("exp")))
        .addRules(
            FlagRule.newBuilder()
                .setKey("rest")
                .setRollout(RolloutRule.newBuilder().setShare(0.3).setValue(text("some"))));
    return ExperimentSnapshot.newBuilder()
        .setEpoch("e")
        .addFlags(flag)
        .addExperiments(
            Experiment.newBuilder()
                .setKey("exp")
                .setVersion(1)
                .setState(ExperimentState.EXPERIMENT_STATE_RUNNING)
                .setDefinition(
                    ExperimentDefinition.newBuilder()
                        .setUnitType(UnitType.UNIT_TYPE_USER)
                        .setTraffic(0.5)
                        .setFlag("nav")
                        .addVariants(variant("a", "old").setControl(true))
                        .addVariants(variant("b", "new"))
                        .addOverrides(
                            ForcedOverride.newBuilder().setUnit("forced").setVariant("b"))));
  }

  private static Variant.Builder variant(String key, String payload) {
    return Variant.newBuilder().setKey(key).setWeight(0.5).setPayload(text(payload));
  }

  private static Flag.Builder contract() {
    return Flag.newBuilder()
        .setKey("nav")
        .setVersion(1)
        .setDefinition(
            FlagDefinition.newBuilder()
                .setType(FlagType.FLAG_TYPE_STRING)
                .setUnitType(UnitType.UNIT_TYPE_USER)
                .setDefaultValue(text("old")));
  }

  private static Stream<String> units() {
    return IntStream.range(0, 2_000).mapToObj(i -> "unit-" + i);
  }

  private static Value text(String text) {
    return Value.newBuilder().setStringValue(text).build();
  }

  private static Value bool(boolean bool) {
    return Value.newBuilder().setBoolValue(bool).build();
  }
}
