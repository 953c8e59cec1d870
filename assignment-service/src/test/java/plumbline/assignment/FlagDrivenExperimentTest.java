package plumbline.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static plumbline.assignment.Calls.experiments;
import static plumbline.assignment.FlagDefinitions.experiment;
import static plumbline.assignment.FlagDefinitions.force;
import static plumbline.assignment.FlagDefinitions.number;
import static plumbline.assignment.FlagDefinitions.rollout;
import static plumbline.assignment.FlagDefinitions.text;
import static plumbline.assignment.FlagDefinitions.valid;
import static plumbline.assignment.Refusals.invalidFields;
import static plumbline.assignment.Refusals.refused;
import static plumbline.assignment.Refusals.said;

import io.grpc.Status;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.FlagRule;
import plumbline.proto.assignment.v1.FlagType;
import plumbline.proto.assignment.v1.UnitType;
import plumbline.proto.assignment.v1.UpdateExperimentRequest;

/** Experiments that drive flags, and what flags owe them. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class FlagDrivenExperimentTest {
  private static final FlagRule STAFF = force("staff", "staff == true", text("one page"));
  private static final FlagRule BETA = force("beta", "beta == true", text("one page"));
  private static final FlagRule SOME = rollout("some", 0.5, text("two pages"));

  @Test
  void namesAFlagThatFits() {
    var key = Definitions.newKey("fits");
    assertThat(said("definition.flag", () -> Flow.create(key, driving("no-such-flag").build())))
        .isEqualTo("must be a flag that exists");
    var flag = FlagDefinitions.made(valid());
    var other = driving(flag).setUnitType(UnitType.UNIT_TYPE_DEVICE);
    other.getVariantsBuilder(0).clearPayload();
    other.getVariantsBuilder(1).setPayload(number(1));
    assertThat(invalidFields(() -> Flow.create(key, other.build())))
        .containsExactlyInAnyOrder(
            "definition.flag", "definition.variants[0].payload", "definition.variants[1].payload");
    assertThat(Flow.create(key, driving(flag).build()).getDefinition().getFlag()).isEqualTo(flag);
    var integers =
        FlagDefinitions.made(
            valid().setType(FlagType.FLAG_TYPE_INTEGER).setDefaultValue(number(1)));
    assertThat(invalidFields(() -> update(key, driving(integers))))
        .containsExactly("definition.variants[0].payload", "definition.variants[1].payload");
    FlagDefinitions.archive(flag);
    assertThat(said("definition.flag", () -> Flow.submit(key))).contains("was archived");
  }

  @Test
  void itsStartGivesTheFlagARuleBehindTheFirstForceRules() {
    var flag = FlagDefinitions.made(valid().addRules(STAFF).addRules(BETA).addRules(SOME));
    var key = approved(driving(flag));
    assertThat(FlagDefinitions.get(flag).getVersion()).as("before the start").isEqualTo(1);
    Flow.start(key);
    var now = FlagDefinitions.get(flag);
    assertThat(now.getDefinition().getRulesList())
        .containsExactly(STAFF, BETA, experiment(key), SOME);
    assertThat(now.getVersion()).isEqualTo(2);
    assertThat(Audit.of(flag))
        .containsExactly("update by ann: start of experiment '" + key + "'", "create by ann: ");
    Flow.stop(key);
    Flow.halt(key);
    assertThat(FlagDefinitions.get(flag)).as("no other step changes it").isEqualTo(now);
  }

  @Test
  void aRuleThatIsThereStaysWhereItIs() {
    var flag = FlagDefinitions.made(valid());
    var key = approved(driving(flag));
    var placed = FlagDefinitions.rules(flag, SOME, experiment(key));
    Flow.start(key);
    assertThat(FlagDefinitions.get(flag)).isEqualTo(placed);
  }

  @Test
  void theRulesKeyIsOneThatIsFree() {
    var flag = FlagDefinitions.made(valid());
    var key = approved(driving(flag));
    FlagDefinitions.rules(flag, rollout(key, 0.5, text("a")), rollout(key + "-2", 0.5, text("b")));
    Flow.start(key);
    var rule = FlagDefinitions.get(flag).getDefinition().getRules(0);
    assertThat(rule.getKey()).isEqualTo(key + "-3");
    assertThat(rule.getExperiment().getExperiment()).isEqualTo(key);
  }

  @Test
  void aFlagThatCannotTakeTheRuleIsNotStarted() {
    var flag = FlagDefinitions.made(valid());
    var key = approved(driving(flag));
    var full =
        IntStream.range(0, 50)
            .mapToObj(i -> rollout("r" + i, 0.1, text("v")))
            .toArray(FlagRule[]::new);
    var before = FlagDefinitions.rules(flag, full);
    assertThat(refused(Status.Code.FAILED_PRECONDITION, () -> Flow.start(key)))
        .hasMessageContaining("must be at most 50");
    FlagDefinitions.archive(flag);
    assertThat(refused(Status.Code.FAILED_PRECONDITION, () -> Flow.start(key)))
        .hasMessageContaining("which was archived");
    assertThat(Life.get(key).getState().name()).isEqualTo("EXPERIMENT_STATE_APPROVED");
    assertThat(FlagDefinitions.restore(flag).getDefinition()).isEqualTo(before.getDefinition());
    FlagDefinitions.rules(flag, SOME);
    Flow.start(key);
  }

  @Test
  void aRuleIsForAnExperimentOfTheFlag() {
    var flag = FlagDefinitions.made(valid());
    var elsewhere = FlagDefinitions.made(valid());
    var key = Definitions.newKey("mine");
    Flow.create(key, driving(elsewhere).build());
    assertThat(invalidFields(() -> FlagDefinitions.rules(flag, SOME, experiment(key))))
        .containsExactly("definition.rules[1].experiment.experiment");
    FlagDefinitions.rules(elsewhere, experiment(key));
    assertThat(said("definition.flag", () -> update(key, driving(flag))))
        .contains("must stay '" + elsewhere + "'");
    assertThat(said("definition.flag", () -> update(key, Definitions.valid())))
        .contains("must stay '" + elsewhere + "'");
    FlagDefinitions.rules(elsewhere);
    update(key, driving(flag));
    FlagDefinitions.rules(flag, experiment(key));
  }

  @Test
  void theRulesUpToARunningExperimentsStayAsTheyAre() {
    var flag = FlagDefinitions.made(valid().addRules(STAFF).addRules(SOME));
    var key = Flow.running("sticky", driving(flag).build());
    var own = experiment(key);
    for (var round : List.of("running", "stopped")) {
      for (var rules :
          List.of(
              List.of(SOME),
              List.of(STAFF, SOME),
              List.of(own, STAFF, SOME),
              List.of(BETA, STAFF, own, SOME),
              List.of(STAFF, BETA, own, SOME),
              List.of(STAFF, own.toBuilder().setKey("new").build(), SOME))) {
        assertThat(
                refused(
                    Status.Code.FAILED_PRECONDITION,
                    () -> FlagDefinitions.rules(flag, rules.toArray(FlagRule[]::new))))
            .as("%s, %s", round, rules)
            .hasMessageContaining("units would see another variant");
      }
      FlagDefinitions.rules(flag, STAFF, own, BETA);
      FlagDefinitions.rules(flag, STAFF, own, SOME);
      if (round.equals("running")) {
        Flow.stop(key);
      }
    }
    Flow.halt(key);
    assertThat(
            refused(
                Status.Code.FAILED_PRECONDITION, () -> FlagDefinitions.rules(flag, STAFF, SOME)))
        .hasMessageContaining("was halted");
    FlagDefinitions.rules(flag, BETA, own);
    Life.act(experiments(Tokens.ann()), "abandon", Life.get(key));
    assertThat(FlagDefinitions.rules(flag, SOME).getDefinition().getRulesList())
        .containsExactly(SOME);
  }

  @Test
  void aSecondExperimentTakesNoUnitsFromTheFirst() {
    var flag = FlagDefinitions.made(valid().addRules(SOME));
    var waiting = approved(driving(flag));
    FlagDefinitions.rules(flag, experiment(waiting), SOME);
    var first = approved(driving(flag));
    FlagDefinitions.rules(flag, experiment(waiting), experiment(first), SOME);
    Flow.start(first);
    assertThat(refused(Status.Code.FAILED_PRECONDITION, () -> Flow.start(waiting)))
        .hasMessageContaining("comes before that of '" + first + "'");
    var third = Flow.running("third", driving(flag).build());
    assertThat(FlagDefinitions.get(flag).getDefinition().getRulesList())
        .containsExactly(experiment(waiting), experiment(first), experiment(third), SOME);
  }

  @Test
  void isNotArchivedWhileAnExperimentServes() {
    var flag = FlagDefinitions.made(valid());
    var key = Flow.running("archive", driving(flag).build());
    for (var step : List.of("stop", "halt", "abandon")) {
      assertThat(refused(Status.Code.FAILED_PRECONDITION, () -> FlagDefinitions.archive(flag)))
          .hasMessageContaining("experiment '" + key + "' drives it");
      Life.act(experiments(Tokens.ann()), step, Life.get(key));
    }
    assertThat(FlagDefinitions.archive(flag).hasArchiveTime()).isTrue();
    assertThat(FlagDefinitions.restore(flag).getDefinition().getRulesList())
        .containsExactly(experiment(key));
  }

  private static String approved(ExperimentDefinition.Builder definition) {
    var key = Definitions.newKey("approved");
    Flow.create(key, definition.build());
    Flow.submit(key);
    Flow.approve(key);
    return key;
  }

  private static ExperimentDefinition.Builder driving(String flag) {
    return Definitions.valid().setFlag(flag);
  }

  private static void update(String key, ExperimentDefinition.Builder definition) {
    experiments(Tokens.ann())
        .updateExperiment(
            UpdateExperimentRequest.newBuilder()
                .setKey(key)
                .setExpectedVersion(Life.get(key).getVersion())
                .setDefinition(definition)
                .build());
  }
}
