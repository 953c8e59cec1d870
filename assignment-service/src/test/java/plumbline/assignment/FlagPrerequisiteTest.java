package plumbline.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static plumbline.assignment.Calls.assignments;
import static plumbline.assignment.FlagDefinitions.bool;
import static plumbline.assignment.FlagDefinitions.experiment;
import static plumbline.assignment.FlagDefinitions.force;
import static plumbline.assignment.FlagDefinitions.number;
import static plumbline.assignment.FlagDefinitions.object;
import static plumbline.assignment.FlagDefinitions.rollout;
import static plumbline.assignment.FlagDefinitions.text;
import static plumbline.assignment.FlagDefinitions.valid;
import static plumbline.assignment.Refusals.invalidFields;
import static plumbline.assignment.Refusals.refused;
import static plumbline.assignment.Refusals.said;

import com.google.protobuf.Value;
import io.grpc.Status;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import plumbline.proto.assignment.v1.AssignRequest;
import plumbline.proto.assignment.v1.AssignmentRule;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.FlagType;
import plumbline.proto.assignment.v1.Prerequisite;
import plumbline.proto.assignment.v1.UnitType;

/** Experiments for units to whom a flag gives a value. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class FlagPrerequisiteTest {

  @Test
  void onlyUnitsWithTheValueTakePart() {
    var flag = FlagDefinitions.made(valid().addRules(rollout("half", 0.5, text("new"))));
    var key = Flow.running("needs", needing(flag, text("new")).build());
    for (var i = 0; i < 200; i++) {
      var in = Hash.of("plumbline:rollout:" + flag + ":u" + i) < 5_000;
      var assigned =
          assignments(Tokens.client())
              .assign(AssignRequest.newBuilder().setExperiment(key).setUnit("u" + i).build())
              .getAssignment();
      assertThat(assigned.getRule())
          .as("u" + i)
          .isEqualTo(
              in
                  ? AssignmentRule.ASSIGNMENT_RULE_VARIANT
                  : AssignmentRule.ASSIGNMENT_RULE_PREREQUISITE);
    }
  }

  @Test
  void theFlagAndTheValueFit() {
    var key = Definitions.newKey("fits");
    assertThat(
            said(
                "definition.prerequisites[0].key",
                () -> Flow.create(key, needing("no-such-flag", text("a")).build())))
        .isEqualTo("must be a flag that exists");
    var flag = FlagDefinitions.made(valid());
    assertThat(invalidFields(() -> Flow.create(key, needing(flag, bool(true)).build())))
        .containsExactly("definition.prerequisites[0].value");
    for (var value : new Value[] {Value.getDefaultInstance(), object("a", bool(true))}) {
      assertThat(invalidFields(() -> Flow.create(key, needing(flag, value).build())))
          .containsExactly("definition.prerequisites[0].value");
    }
    var both = needing(flag, text("a"));
    both.getPrerequisitesBuilder(0).setVariant("control");
    assertThat(invalidFields(() -> Flow.create(key, both.build())))
        .containsExactly("definition.prerequisites[0].variant");
    var twice = needing(flag, text("a")).addPrerequisites(of(flag, text("b")));
    assertThat(invalidFields(() -> Flow.create(key, twice.build())))
        .containsExactly("definition.prerequisites[1].key");
    assertThat(
            invalidFields(() -> Flow.create(key, needing(flag, text("a")).setFlag(flag).build())))
        .containsExactly("definition.prerequisites[0].key");
    FlagDefinitions.archive(flag);
    assertThat(
            said(
                "definition.prerequisites[0].key",
                () -> Flow.create(key, needing(flag, text("a")).build())))
        .contains("was archived");
    var whole =
        FlagDefinitions.made(
            valid().setType(FlagType.FLAG_TYPE_INTEGER).setDefaultValue(number(1)));
    assertThat(invalidFields(() -> Flow.create(key, needing(whole, number(0.5)).build())))
        .containsExactly("definition.prerequisites[0].value");
    Flow.create(key, needing(whole, number(2)).build());
  }

  @Test
  void ofAnotherUnitTypeOnlyAFlagThatNeedsNoUnit() {
    var devices = valid().setUnitType(UnitType.UNIT_TYPE_DEVICE);
    var byUnit = FlagDefinitions.made(devices.clone().addRules(rollout("half", 0.5, text("a"))));
    assertThat(
            invalidFields(
                () -> Flow.create(Definitions.newKey("bad"), needing(byUnit, text("a")).build())))
        .containsExactly("definition.prerequisites[0].key");
    var forced = FlagDefinitions.made(devices.clone().addRules(force("f", "x == 1", text("a"))));
    Flow.create(Definitions.newKey("good"), needing(forced, text("a")).build());
    assertThat(
            refused(
                Status.Code.FAILED_PRECONDITION,
                () -> FlagDefinitions.rules(forced, rollout("half", 0.5, text("a")))))
        .hasMessageContaining("can have force rules alone");
    var driving =
        Definitions.valid().setUnitType(UnitType.UNIT_TYPE_DEVICE).setFlag(forced).build();
    assertThat(refused(Status.Code.FAILED_PRECONDITION, () -> Flow.running("drives", driving)))
        .hasMessageContaining("can have force rules alone");
  }

  @Test
  void aCircleThroughFlagsIsRefusedWhereverItWouldClose() {
    var first = FlagDefinitions.made(valid());
    var second = FlagDefinitions.made(valid());
    var one = Definitions.newKey("one");
    Flow.create(one, needing(second, text("a")).setFlag(first).build());
    var two = Definitions.newKey("two");
    Flow.create(two, needing(first, text("a")).setFlag(second).build());
    FlagDefinitions.rules(first, experiment(one));
    assertThat(invalidFields(() -> FlagDefinitions.rules(second, experiment(two))))
        .containsExactly("definition.rules");
    assertThat(invalidFields(() -> Flow.submit(two))).containsExactly("definition.prerequisites");
    var three = needing(first, text("a")).setFlag(second).build();
    assertThat(invalidFields(() -> Flow.create(Definitions.newKey("three"), three)))
        .containsExactly("definition.prerequisites");
  }

  @Test
  void goesFiveDeepAndNoFurther() {
    var flag = FlagDefinitions.made(valid());
    for (var i = 0; i < 2; i++) {
      var next = FlagDefinitions.made(valid());
      var key = Definitions.newKey("chain" + i);
      Flow.create(key, needing(flag, text("a")).setFlag(next).build());
      FlagDefinitions.rules(next, experiment(key));
      flag = next;
    }
    // The flag, its experiment, the flag before, its experiment, the first flag.
    var fifth = flag;
    var last = Definitions.newKey("last");
    Flow.create(last, needing(fifth, text("a")).build());
    var deeper = Definitions.valid().addPrerequisites(variant(last)).build();
    assertThat(invalidFields(() -> Flow.create(Definitions.newKey("deep"), deeper)))
        .containsExactly("definition.prerequisites");
  }

  @Test
  void anArchivedFlagKeepsFromStartingAndAServingExperimentFromArchiving() {
    var flag = FlagDefinitions.made(valid());
    var key = Definitions.newKey("archive");
    Flow.create(key, needing(flag, text("three pages")).build());
    Flow.submit(key);
    Flow.approve(key);
    FlagDefinitions.archive(flag);
    assertThat(refused(Status.Code.FAILED_PRECONDITION, () -> Flow.start(key)))
        .hasMessageContaining("needs the flag '" + flag + "', which was archived");
    FlagDefinitions.restore(flag);
    Flow.start(key);
    assertThat(refused(Status.Code.FAILED_PRECONDITION, () -> FlagDefinitions.archive(flag)))
        .hasMessageContaining("experiment '" + key + "' is for units by its value");
    Life.act(Calls.experiments(Tokens.ann()), "abandon", Life.get(key));
    assertThat(FlagDefinitions.archive(flag).hasArchiveTime()).isTrue();
  }

  @Test
  void anOutcomeThatIsServedKeepsItFromArchivingToo() {
    var flag = FlagDefinitions.made(valid());
    var driven = FlagDefinitions.made(valid());
    var key = Flow.running("outcome", needing(flag, text("three pages")).setFlag(driven).build());
    Life.act(Calls.experiments(Tokens.ann()), "abandon", Life.get(key));
    assertThat(refused(Status.Code.FAILED_PRECONDITION, () -> FlagDefinitions.archive(flag)))
        .hasMessageContaining("flag '" + driven + "' still serves them the outcome");
    FlagDefinitions.rules(driven);
    assertThat(FlagDefinitions.archive(flag).hasArchiveTime()).isTrue();
  }

  private static ExperimentDefinition.Builder needing(String flag, Value value) {
    return Definitions.valid().addPrerequisites(of(flag, value));
  }

  private static Prerequisite of(String flag, Value value) {
    return Prerequisite.newBuilder().setKey(flag).setValue(value).build();
  }

  private static Prerequisite variant(String experiment) {
    return Prerequisite.newBuilder().setKey(experiment).setVariant("control").build();
  }
}
