package plumbline.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static plumbline.assignment.Calls.experiments;
import static plumbline.assignment.Refusals.invalidFields;
import static plumbline.assignment.Refusals.refused;

import io.grpc.Status;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import plumbline.assignment.definition.CanonicalForm;
import plumbline.proto.assignment.v1.AmendExperimentRequest;
import plumbline.proto.assignment.v1.Amendment;
import plumbline.proto.assignment.v1.ExperimentState;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class AmendTest {

  @Test
  void isVisibleAndReplacesNothing() {
    var key = Flow.running("amend", Definitions.valid().build());
    var before = Life.get(key);
    Board.amend(Tokens.ann(), key, "A holiday falls into the second week.");
    Flow.stop(key);
    Board.amend(Tokens.admin(), key, "The log was down on the 3rd.");
    var now = Life.get(key);
    assertThat(now.getAmendmentsList())
        .extracting(Amendment::getText)
        .containsExactly("A holiday falls into the second week.", "The log was down on the 3rd.");
    assertThat(now.getAmendmentsList())
        .extracting(Amendment::getAuthor)
        .containsExactly("ann", "adam");
    assertThat(now.getAmendmentsList())
        .extracting(Amendment::getState)
        .containsExactly(
            ExperimentState.EXPERIMENT_STATE_RUNNING, ExperimentState.EXPERIMENT_STATE_STOPPED);
    assertThat(now.getAmendments(0).getTime()).isNotEqualTo(now.getAmendments(1).getTime());
    assertThat(now.getVersion()).isEqualTo(before.getVersion() + 3);
    assertThat(now.getDefinition()).isEqualTo(before.getDefinition());
    assertThat(now.getPreRegistration()).isEqualTo(before.getPreRegistration());
    assertThat(CanonicalForm.sha256(now.getDefinition()))
        .isEqualTo(now.getPreRegistration().getSha256());
    var entry = Life.audit(key).getLast();
    assertThat(entry.getAction()).isEqualTo("amend");
    assertThat(entry.getActor()).isEqualTo("adam");
    assertThat(entry.getReason()).isEqualTo("The log was down on the 3rd.");
  }

  @Test
  void sentAgainItIsMadeOnce() {
    var key = Flow.running("amend-again", Definitions.valid().build());
    var once = Board.amend(Tokens.ann(), key, "Once");
    assertThat(Board.amend(Tokens.ann(), key, "Once")).isEqualTo(once);
    assertThat(Board.amend(Tokens.admin(), key, "Once").getAmendmentsCount()).isEqualTo(2);
    var stale =
        AmendExperimentRequest.newBuilder()
            .setKey(key)
            .setText("Seen before")
            .setExpectedVersion(once.getVersion())
            .build();
    refused(Status.Code.ABORTED, () -> experiments(Tokens.ann()).amendExperiment(stale));
  }

  @Test
  void atMostFifty() {
    var key = Flow.running("amend-much", Definitions.valid().build());
    for (var i = 1; i <= 50; i++) {
      Board.amend(Tokens.ann(), key, "Amendment " + i);
    }
    var full = Life.get(key);
    assertThat(
            refused(Status.Code.FAILED_PRECONDITION, () -> Board.amend(Tokens.ann(), key, "51st")))
        .hasMessageContaining("amended 50 times");
    assertThat(Life.get(key)).isEqualTo(full);
    assertThat(full.getAmendmentsCount()).isEqualTo(50);
  }

  @Test
  void whatIsWrongIsNamed() {
    assertThat(invalidFields(() -> Board.amend(Tokens.ann(), "Not A Key", "")))
        .containsExactlyInAnyOrder("key", "text");
    assertThat(invalidFields(() -> Board.amend(Tokens.ann(), "key", "x".repeat(4_001))))
        .containsExactly("text");
    refused(Status.Code.NOT_FOUND, () -> Board.amend(Tokens.ann(), "not-there", "Text"));
    var draft = Definitions.newKey("amend-draft");
    Flow.create(draft, Definitions.valid().build());
    assertThat(
            refused(
                Status.Code.FAILED_PRECONDITION, () -> Board.amend(Tokens.ann(), draft, "Text")))
        .hasMessageContaining("a draft can be changed instead");
  }
}
