package plumbline.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static plumbline.assignment.Calls.assignments;
import static plumbline.assignment.Calls.experiments;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import plumbline.proto.assignment.v1.AssignRequest;
import plumbline.proto.assignment.v1.AssignmentRule;
import plumbline.proto.assignment.v1.CreateExperimentRequest;
import plumbline.proto.assignment.v1.ExperimentState;
import plumbline.proto.assignment.v1.HaltExperimentRequest;
import plumbline.proto.assignment.v1.ReviewExperimentRequest;
import plumbline.proto.assignment.v1.ReviewVerdict;
import plumbline.proto.assignment.v1.StartExperimentRequest;
import plumbline.proto.assignment.v1.StopExperimentRequest;
import plumbline.proto.assignment.v1.SubmitExperimentRequest;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class LifecycleTest {

  @Test
  void fromDraftToHalted() {
    var key = Definitions.newKey("life");
    var draft =
        experiments(Tokens.ann())
            .createExperiment(
                CreateExperimentRequest.newBuilder()
                    .setKey(key)
                    .setDefinition(Definitions.valid())
                    .build())
            .getExperiment();
    assertThat(draft.getState()).isEqualTo(ExperimentState.EXPERIMENT_STATE_DRAFT);
    assertThat(draft.getAuthor()).isEqualTo("ann");
    assertThat(draft.getVersion()).isEqualTo(1);
    assertThat(draft.getDefinition()).isEqualTo(Definitions.valid().build());

    var submitted =
        experiments(Tokens.ann())
            .submitExperiment(SubmitExperimentRequest.newBuilder().setKey(key).build())
            .getExperiment();
    assertThat(submitted.getState()).isEqualTo(ExperimentState.EXPERIMENT_STATE_IN_REVIEW);
    assertThat(submitted.getPreRegistration().getSha256()).hasSize(64);
    var approved =
        experiments(Tokens.rita())
            .reviewExperiment(
                ReviewExperimentRequest.newBuilder()
                    .setKey(key)
                    .setVerdict(ReviewVerdict.REVIEW_VERDICT_APPROVE)
                    .build())
            .getExperiment();
    assertThat(approved.getVersion()).isEqualTo(3);
    var running =
        experiments(Tokens.ann())
            .startExperiment(
                StartExperimentRequest.newBuilder().setKey(key).setExpectedVersion(3).build())
            .getExperiment();
    assertThat(running.getState()).isEqualTo(ExperimentState.EXPERIMENT_STATE_RUNNING);
    assertThat(running.hasStartTime()).isTrue();

    var assigned =
        assignments(Tokens.client())
            .assign(AssignRequest.newBuilder().setExperiment(key).setUnit("u1").build())
            .getAssignment();
    assertThat(assigned.getRule()).isEqualTo(AssignmentRule.ASSIGNMENT_RULE_VARIANT);

    var stopped =
        experiments(Tokens.ann())
            .stopExperiment(
                StopExperimentRequest.newBuilder().setKey(key).setReason("planned").build())
            .getExperiment();
    assertThat(stopped.getState()).isEqualTo(ExperimentState.EXPERIMENT_STATE_STOPPED);
    var halt = HaltExperimentRequest.newBuilder().setKey(key).setReason("orders fell").build();
    var halted = experiments(Tokens.service()).haltExperiment(halt).getExperiment();
    assertThat(halted.getState()).isEqualTo(ExperimentState.EXPERIMENT_STATE_HALTED);
    assertThat(experiments(Tokens.rita()).haltExperiment(halt).getExperiment()).isEqualTo(halted);
  }
}
