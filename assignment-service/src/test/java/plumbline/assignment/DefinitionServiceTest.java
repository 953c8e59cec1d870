package plumbline.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static plumbline.assignment.Calls.definitions;
import static plumbline.assignment.Calls.experiments;
import static plumbline.assignment.Refusals.invalidFields;
import static plumbline.assignment.Refusals.refused;
import static plumbline.assignment.Refusals.said;

import io.grpc.Status;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import plumbline.proto.assignment.v1.ApplyDefinitionRequest;
import plumbline.proto.assignment.v1.ApplyDefinitionResponse;
import plumbline.proto.assignment.v1.DefinitionAction;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentState;
import plumbline.proto.assignment.v1.ExportDefinitionRequest;
import plumbline.proto.assignment.v1.FieldChange;
import plumbline.proto.assignment.v1.GetExperimentRequest;
import plumbline.proto.assignment.v1.PlanDefinitionRequest;
import plumbline.proto.assignment.v1.PlanDefinitionResponse;
import plumbline.proto.assignment.v1.Prerequisite;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class DefinitionServiceTest {
  private static final String FILE =
      """
      key: KEY
      name: One-page checkout
      hypothesis: Fewer pages, more orders.
      owner: checkout-team
      unit: user
      variants:
        - key: control
          weight: 0.5
          control: true
          payload: payload of control
        - key: one-page
          weight: 0.5
          payload: payload of one-page
      metrics:
        primary:
          key: ordered
          kind: proportion
          event: order
          direction: increase
          window: 7d
        guardrail:
          - key: errors
            kind: proportion
            event: order
            direction: decrease
            category: error
            window: 7d
          - key: slow-pages
            kind: proportion
            event: order
            direction: decrease
            category: latency
            window: 7d
      guardrails:
        - name: "errors"
          threshold: "< 1pp increase from control"
          action: "Auto-halt experiment if breached"
        - name: "slow-pages"
          threshold: "< 1pp increase from control"
          action: "Auto-halt experiment if breached"
      plan:
        design: fixed-horizon
        baseline: 0.1
        mde: 0.05
        duration: 14d
        expected_units_per_day: 1000000000
      """;

  @Test
  void aFileMakesADraftAndThenNothing() {
    var key = Definitions.newKey("yaml");
    var planned = plan(file(key));
    assertThat(planned.getAction()).isEqualTo(DefinitionAction.DEFINITION_ACTION_CREATE);
    assertThat(planned.getKey()).isEqualTo(key);
    assertThat(planned.getVersion()).isZero();
    assertThat(planned.getReading().getGuardrailsList()).hasSize(2);
    assertThat(planned.getReading().getNeededUnitsPerVariant()).isEqualTo(57_763);
    refused(Status.Code.NOT_FOUND, () -> get(key));

    var applied = apply(file(key));
    assertThat(applied.getAction()).isEqualTo(DefinitionAction.DEFINITION_ACTION_CREATE);
    assertThat(applied.getChangesList()).isEqualTo(planned.getChangesList());
    assertThat(applied.getReading()).isEqualTo(planned.getReading());
    assertThat(applied.getExperiment()).isEqualTo(get(key));
    assertThat(get(key).getDefinition()).isEqualTo(Definitions.valid().build());
    assertThat(get(key).getAuthor()).isEqualTo("ann");

    var again = apply(file(key));
    assertThat(again.getAction()).isEqualTo(DefinitionAction.DEFINITION_ACTION_NONE);
    assertThat(again.getChangesList()).isEmpty();
    assertThat(again.getExperiment()).isEqualTo(get(key));
    assertThat(get(key).getVersion()).isEqualTo(1);
  }

  @Test
  void aChangeIsShownFirstAndThenMade() {
    var key = created();
    var other = file(key).replace("weight: 0.5", "weight: 0.4").replaceFirst("0.4", "0.6");
    var planned = plan(other);
    assertThat(planned.getAction()).isEqualTo(DefinitionAction.DEFINITION_ACTION_UPDATE);
    assertThat(planned.getVersion()).isEqualTo(1);
    assertThat(paths(planned.getChangesList()))
        .containsExactly(
            "definition.variants[control].weight", "definition.variants[one-page].weight");
    assertThat(planned.getChanges(0).getBefore().getNumberValue()).isEqualTo(0.5);
    assertThat(planned.getChanges(0).getAfter().getNumberValue()).isEqualTo(0.6);
    assertThat(get(key).getVersion()).as("only planned").isEqualTo(1);
    var applied = definitions(Tokens.ann()).applyDefinition(applying(other, 1));
    assertThat(applied.getAction()).isEqualTo(DefinitionAction.DEFINITION_ACTION_UPDATE);
    assertThat(applied.getChangesList()).isEqualTo(planned.getChangesList());
    assertThat(applied.getExperiment().getVersion()).isEqualTo(2);
    assertThat(get(key).getDefinition().getVariants(0).getWeight()).isEqualTo(0.6);
  }

  @Test
  void whatWasPlannedOnAnotherVersionIsNotApplied() {
    var key = created();
    var other = file(key).replace("Fewer pages", "Less pages");
    apply(other);
    for (var seen : List.of(0L, 1L, 3L)) {
      refused(
          Status.Code.ABORTED,
          () -> definitions(Tokens.ann()).applyDefinition(applying(file(key), seen)));
    }
    refused(
        Status.Code.ABORTED,
        () ->
            definitions(Tokens.ann())
                .applyDefinition(applying(file(Definitions.newKey("yaml")), 1)));
    assertThat(get(key).getVersion()).isEqualTo(2);
    assertThat(
            invalidFields(() -> definitions(Tokens.ann()).applyDefinition(applying(file(key), -1))))
        .containsExactly("expected_version");
  }

  @Test
  void aFrozenDefinitionIsTheSameOrRefused() {
    var key = Definitions.newKey("yaml");
    // What submission fills in is left open in the file.
    var open = file(key).replaceAll("  duration: 14d\n", "");
    apply(open);
    assertThat(Flow.submit(key).getDefinition().getPlan().hasDuration()).isTrue();
    assertSameOrRefused(key, open, "is waiting for the review board");
    Flow.approve(key);
    assertSameOrRefused(key, open, "is approved and has not started");
    Flow.start(key);
    assertSameOrRefused(key, open, "is running");
    Flow.stop(key);
    assertSameOrRefused(key, open, "has been stopped");
    assertThat(apply(export(key)).getAction()).isEqualTo(DefinitionAction.DEFINITION_ACTION_NONE);
  }

  private static void assertSameOrRefused(String key, String yaml, String words) {
    var before = get(key);
    assertThat(plan(yaml).getAction()).isEqualTo(DefinitionAction.DEFINITION_ACTION_NONE);
    assertThat(apply(yaml).getExperiment()).isEqualTo(before);
    var other = yaml.replace("baseline: 0.1", "baseline: 20%").replace("Fewer", "Less");
    for (var refusal :
        List.of(
            refused(Status.Code.FAILED_PRECONDITION, () -> plan(other)),
            refused(Status.Code.FAILED_PRECONDITION, () -> apply(other)))) {
      assertThat(refusal)
          .hasMessageContaining(words)
          .hasMessageContaining("differ in definition.hypothesis, definition.plan.baseline");
    }
    assertThat(get(key)).isEqualTo(before);
  }

  @Test
  void whatWasSentBackIsChangedByItsFile() {
    var key = created();
    Flow.submit(key);
    Flow.reject(key);
    assertThat(apply(file(key)).getAction()).isEqualTo(DefinitionAction.DEFINITION_ACTION_NONE);
    assertThat(get(key).getState()).isEqualTo(ExperimentState.EXPERIMENT_STATE_REJECTED);
    var applied = apply(file(key).replace("Fewer", "Less"));
    assertThat(applied.getAction()).isEqualTo(DefinitionAction.DEFINITION_ACTION_UPDATE);
    assertThat(applied.getExperiment().getState())
        .isEqualTo(ExperimentState.EXPERIMENT_STATE_DRAFT);
  }

  @Test
  void historyCanBeExportedAndStaysAsItIs() {
    var key = Definitions.newKey("yaml");
    experiments(Tokens.admin()).importExperiment(Flow.history(key, Definitions.valid().build()));
    var applied = apply(export(key));
    assertThat(applied.getAction()).isEqualTo(DefinitionAction.DEFINITION_ACTION_NONE);
    assertThat(applied.hasReading()).isFalse();
    refused(Status.Code.FAILED_PRECONDITION, () -> apply(file(key).replace("Fewer", "Less")));
  }

  @Test
  void whatIsWrongIsNamedByPathAndLineAndNothingChanges() {
    var key = created();
    var wrong = file(key).replace("weight: 0.5", "weight: 2");
    assertThat(invalidFields(() -> apply(wrong)))
        .contains("variants[0].weight", "variants[1].weight", "variants");
    assertThat(said("variants[0].weight", () -> plan(wrong)))
        .matches("line \\d+: must be a share in \\(0, 1\\)");
    assertThat(invalidFields(() -> apply(file(key) + "layr: {}\n"))).containsExactly("layr");
    assertThat(invalidFields(() -> apply(""))).containsExactly("yaml");
    assertThat(invalidFields(() -> apply(file("Not A Key")))).containsExactly("key");
    assertThat(get(key).getVersion()).isEqualTo(1);
  }

  @Test
  void whatTheOtherExperimentsForbidIsNamedTooAlreadyByThePlan() {
    var key = Definitions.newKey("yaml");
    var yaml = file(key) + "prerequisites:\n  - {key: no-such-experiment, variant: a}\n";
    for (var refusal :
        List.of(
            said("prerequisites[0].key", () -> plan(yaml)),
            said("prerequisites[0].key", () -> apply(yaml)))) {
      assertThat(refusal).matches("line \\d+: must be an experiment that exists");
    }
    refused(Status.Code.NOT_FOUND, () -> get(key));
    var other = created();
    var fine = yaml.replace("no-such-experiment", other).replace("variant: a", "variant: control");
    apply(fine);
    assertThat(get(key).getDefinition().getPrerequisites(0))
        .isEqualTo(Prerequisite.newBuilder().setKey(other).setVariant("control").build());
  }

  @Test
  void onlyWhoDefinesMayApply() {
    var key = created();
    for (var token : List.of(Tokens.rita(), Tokens.client(), Tokens.service())) {
      refused(
          Status.Code.PERMISSION_DENIED,
          () -> definitions(token).applyDefinition(applying(file(key))));
    }
    refused(
        Status.Code.NOT_FOUND,
        () -> definitions(Tokens.rita()).exportDefinition(exporting("no-such-experiment")));
    assertThat(definitions(Tokens.rita()).exportDefinition(exporting(key)).getYaml())
        .isEqualTo(file(key));
  }

  private static String created() {
    var key = Definitions.newKey("yaml");
    apply(file(key));
    return key;
  }

  /** The valid definition as a file. */
  private static String file(String key) {
    return FILE.replace("KEY", key);
  }

  private static PlanDefinitionResponse plan(String yaml) {
    return definitions(Tokens.ann())
        .planDefinition(PlanDefinitionRequest.newBuilder().setYaml(yaml).build());
  }

  private static ApplyDefinitionResponse apply(String yaml) {
    return definitions(Tokens.ann()).applyDefinition(applying(yaml));
  }

  private static ApplyDefinitionRequest applying(String yaml) {
    return ApplyDefinitionRequest.newBuilder().setYaml(yaml).build();
  }

  private static ApplyDefinitionRequest applying(String yaml, long expectedVersion) {
    return applying(yaml).toBuilder().setExpectedVersion(expectedVersion).build();
  }

  private static String export(String key) {
    return definitions(Tokens.ann()).exportDefinition(exporting(key)).getYaml();
  }

  private static ExportDefinitionRequest exporting(String key) {
    return ExportDefinitionRequest.newBuilder().setKey(key).build();
  }

  private static List<String> paths(List<FieldChange> changes) {
    return changes.stream().map(FieldChange::getPath).toList();
  }

  private static Experiment get(String key) {
    return experiments(Tokens.ann())
        .getExperiment(GetExperimentRequest.newBuilder().setKey(key).build())
        .getExperiment();
  }
}
