package plumbline.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static plumbline.assignment.Calls.experiments;
import static plumbline.assignment.Refusals.invalidFields;
import static plumbline.assignment.Refusals.refused;

import io.grpc.Status;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.ExperimentState;
import plumbline.proto.assignment.v1.FieldChange;
import plumbline.proto.assignment.v1.ReviewNote;
import plumbline.proto.assignment.v1.ReviewNoteKind;
import plumbline.proto.assignment.v1.UpdateExperimentRequest;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class ReviewTest {

  @Test
  void showsWhatWasSaidAndByWhom() {
    var key = submitted("said");
    var question = Board.comment(Tokens.admin(), key, "Why a fortnight?");
    assertThat(question.getAuthor()).isEqualTo("adam");
    assertThat(question.getKind()).isEqualTo(ReviewNoteKind.REVIEW_NOTE_KIND_COMMENT);
    assertThat(question.getVersion()).isEqualTo(2);
    Board.comment(Tokens.ann(), key, "Two whole weeks.");
    Flow.approve(key);
    var review = Board.review(key);
    assertThat(review.getNotesList())
        .extracting(ReviewNote::getText)
        .containsExactly("Why a fortnight?", "Two whole weeks.", "looked at it");
    assertThat(review.getNotes(0)).isEqualTo(question);
    var approval = review.getNotes(2);
    assertThat(approval.getKind()).isEqualTo(ReviewNoteKind.REVIEW_NOTE_KIND_APPROVAL);
    assertThat(approval.getAuthor()).isEqualTo("rita");
    assertThat(approval.getVersion()).as("what was approved").isEqualTo(2);
    assertThat(review.getApproversList()).containsExactly("rita");
    assertThat(review.getNeededApprovals()).isEqualTo(1);
    assertThat(review.getNeededResultApprovals()).isEqualTo(1);
    assertThat(review.getInvolvedList()).containsExactly("ann");
    assertThat(review.getResultApproversList()).isEmpty();
  }

  @Test
  void aCommentChangesNothing() {
    var key = Definitions.newKey("talk");
    var draft = Flow.create(key, Definitions.valid().build());
    var first = Board.comment(Tokens.ann(), key, "Thinking aloud");
    assertThat(Board.comment(Tokens.ann(), key, "Thinking aloud"))
        .as("sent again")
        .isEqualTo(first);
    Board.comment(Tokens.rita(), key, "Thinking aloud");
    Board.comment(Tokens.ann(), key, "Thinking aloud");
    assertThat(Board.review(key).getNotesCount()).isEqualTo(3);
    assertThat(Life.get(key)).isEqualTo(draft);
    assertThat(Life.audit(key)).hasSize(1);
  }

  @Test
  void showsWhatChangedSinceTheLastReview() {
    var key = submitted("since");
    assertThat(Board.review(key).getLastReviewedVersion()).isZero();
    assertThat(Board.review(key).getChangesList()).isEmpty();
    Flow.reject(key);
    assertThat(Board.review(key).getLastReviewedVersion()).isEqualTo(2);
    assertThat(Board.review(key).getChangesList()).isEmpty();
    update(key, 3, Definitions.valid().setName("Two pages").build());
    Flow.submit(key);
    var review = Board.review(key);
    assertThat(review.getLastReviewedVersion()).isEqualTo(2);
    assertThat(review.getChangesList())
        .extracting(FieldChange::getPath)
        .containsExactly("definition.name");
    assertThat(review.getChanges(0).getBefore().getStringValue()).isEqualTo("One-page checkout");
    assertThat(review.getChanges(0).getAfter().getStringValue()).isEqualTo("Two pages");
    Flow.approve(key);
    assertThat(Board.review(key).getChangesList()).as("that is what was approved").isEmpty();
    assertThat(Board.review(key).getLastReviewedVersion()).isEqualTo(5);
  }

  @Test
  void aRejectionTakesApprovalsWithIt() {
    var key = submitted("back");
    Flow.reject(key);
    assertThat(Board.review(key).getApproversList()).isEmpty();
    Flow.submit(key);
    Flow.approve(key);
    assertThat(Board.review(key).getApproversList()).containsExactly("rita");
    assertThat(Board.review(key).getNotesList())
        .extracting(ReviewNote::getKind)
        .containsExactly(
            ReviewNoteKind.REVIEW_NOTE_KIND_REJECTION, ReviewNoteKind.REVIEW_NOTE_KIND_APPROVAL);
  }

  @Test
  void approvingAgainIsHarmless() {
    var key = submitted("again");
    var approved = Flow.approve(key);
    assertThat(Flow.approve(key)).isEqualTo(approved);
    assertThat(Board.review(key).getNotesCount()).isEqualTo(1);
    assertThat(Life.audit(key)).hasSize(3);
    refused(
        Status.Code.FAILED_PRECONDITION,
        () -> Board.say(Board.reviewer("rob"), key, Board.APPROVE));
    Flow.start(key);
    refused(Status.Code.FAILED_PRECONDITION, () -> Flow.approve(key));
  }

  @Test
  void whoeverAmendedItCannotReviewIt() {
    var key = submitted("amender");
    var bo = Board.both("bo");
    Board.amend(bo, key, "The shop closes on Sunday.");
    assertThat(refused(Status.Code.FAILED_PRECONDITION, () -> Board.say(bo, key, Board.APPROVE)))
        .hasMessageContaining("is your own")
        .hasMessageContaining("somebody else");
    assertThat(Board.review(key).getInvolvedList()).containsExactly("ann", "bo");
    assertThat(Flow.approve(key).getState()).isEqualTo(ExperimentState.EXPERIMENT_STATE_APPROVED);
  }

  @Test
  void atMostAThousandComments() {
    var key = Definitions.newKey("chatter");
    Flow.create(key, Definitions.valid().build());
    Sql.execute(
        ("INSERT INTO review_notes (note_time, experiment_key, version, kind, author, text)"
                + " SELECT now(), '%s', 1, 'COMMENT', 'ann', 'Comment ' || i"
                + " FROM generate_series(1, 999) i")
            .formatted(key));
    Board.comment(Tokens.ann(), key, "The last one");
    assertThat(
            refused(
                Status.Code.FAILED_PRECONDITION,
                () -> Board.comment(Tokens.ann(), key, "One too many")))
        .hasMessageContaining("1,000");
    var notes = Board.review(key).getNotesList();
    assertThat(notes).hasSize(500);
    assertThat(notes.getFirst().getText()).isEqualTo("Comment 501");
    assertThat(notes.getLast().getText()).isEqualTo("The last one");
  }

  @Test
  void longNotesAreShownAsFarAsTheyFit() {
    var key = Definitions.newKey("long");
    Flow.create(key, Definitions.valid().build());
    Sql.execute(
        ("INSERT INTO review_notes (note_time, experiment_key, version, kind, author, text)"
                + " SELECT now(), '%s', 1, 'COMMENT', 'ann', i || repeat('é', 3990)"
                + " FROM generate_series(1, 499) i")
            .formatted(key));
    var review = Board.review(key);
    assertThat(review.getSerializedSize()).isBetween(2_000_000, (2 << 20) + 2_000);
    assertThat(review.getNotes(review.getNotesCount() - 1).getText()).startsWith("499é");
  }

  @Test
  void whatIsWrongIsNamed() {
    assertThat(invalidFields(() -> Board.comment(Tokens.ann(), "Not A Key", " ")))
        .containsExactlyInAnyOrder("key", "text");
    assertThat(invalidFields(() -> Board.comment(Tokens.ann(), "key", "x".repeat(4_001))))
        .containsExactly("text");
    assertThat(invalidFields(() -> Board.comment(Tokens.ann(), "key", "null\0")))
        .containsExactly("text");
    assertThat(invalidFields(() -> Board.review("Not A Key"))).containsExactly("key");
    refused(Status.Code.NOT_FOUND, () -> Board.comment(Tokens.ann(), "not-there", "Hello"));
    refused(Status.Code.NOT_FOUND, () -> Board.review("not-there"));
    refused(Status.Code.PERMISSION_DENIED, () -> Board.comment(Tokens.service(), "any", "Hello"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE review_notes SET author = 'x'",
        "DELETE FROM review_notes",
        "TRUNCATE review_notes"
      })
  void whatWasSaidStays(String tampering) {
    Board.comment(Tokens.ann(), submitted("stays"), "Said");
    assertThatThrownBy(() -> Sql.execute(tampering))
        .hasMessageContaining("review_notes is only ever added to");
  }

  private static String submitted(String prefix) {
    var key = Definitions.newKey(prefix);
    Flow.create(key, Definitions.valid().build());
    Flow.submit(key);
    return key;
  }

  private static void update(String key, long version, ExperimentDefinition definition) {
    var unused =
        experiments(Tokens.ann())
            .updateExperiment(
                UpdateExperimentRequest.newBuilder()
                    .setKey(key)
                    .setExpectedVersion(version)
                    .setDefinition(definition)
                    .build());
  }
}
