package plumbline.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static plumbline.assignment.Refusals.invalidFields;
import static plumbline.assignment.Refusals.refused;

import io.grpc.Status;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import plumbline.proto.assignment.v1.ReviewNote;
import plumbline.proto.assignment.v1.ReviewNoteKind;
import plumbline.proto.assignment.v1.ReviewVerdict;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class ResultReviewTest {

  @Test
  void somebodyWhoTookNoPartConfirms() {
    var key = stopped("result");
    var before = Life.get(key);
    var after = Board.sayOfResults(Tokens.rita(), key, Board.APPROVE, "");
    assertThat(after).as("a word changes nothing").isEqualTo(before);
    var review = Board.review(key);
    assertThat(review.getResultApproversList()).containsExactly("rita");
    var word = review.getNotes(review.getNotesCount() - 1);
    assertThat(word.getKind()).isEqualTo(ReviewNoteKind.REVIEW_NOTE_KIND_RESULT_APPROVAL);
    assertThat(word.getVersion()).isEqualTo(before.getVersion());
    var entry = Life.audit(key).getLast();
    assertThat(entry.getAction()).isEqualTo("review_results");
    assertThat(entry.getActor()).isEqualTo("rita");
    assertThat(entry.getReason()).isEqualTo("confirmed");
    assertThat(entry.getChangesList()).isEmpty();
  }

  @Test
  void theNewestWordOfEachPersonCounts() {
    var key = stopped("newest");
    var rob = Board.reviewer("rob");
    Board.sayOfResults(Tokens.rita(), key, Board.APPROVE, "Looks right");
    Board.sayOfResults(rob, key, Board.APPROVE, "");
    assertThat(Board.review(key).getResultApproversList()).containsExactly("rita", "rob");
    Board.sayOfResults(Tokens.rita(), key, Board.REJECT, "Bots in the treatment");
    assertThat(Board.review(key).getResultApproversList()).containsExactly("rob");
    assertThat(Life.audit(key).getLast().getReason()).isEqualTo("doubted: Bots in the treatment");
    Board.sayOfResults(Tokens.rita(), key, Board.APPROVE, "They were in both");
    assertThat(Board.review(key).getResultApproversList()).containsExactly("rita", "rob");
    assertThat(Board.review(key).getNotesList())
        .extracting(ReviewNote::getKind)
        .endsWith(
            ReviewNoteKind.REVIEW_NOTE_KIND_RESULT_REJECTION,
            ReviewNoteKind.REVIEW_NOTE_KIND_RESULT_APPROVAL);
  }

  @Test
  void theSameWordAgainIsHarmless() {
    var key = stopped("same");
    Board.sayOfResults(Tokens.rita(), key, Board.APPROVE, "Fine");
    var review = Board.review(key);
    var audit = Life.audit(key);
    Board.sayOfResults(Tokens.rita(), key, Board.APPROVE, "Fine");
    assertThat(Board.review(key)).isEqualTo(review);
    assertThat(Life.audit(key)).isEqualTo(audit);
  }

  @Test
  void whoTookPartIsRefused() {
    var key = Definitions.newKey("part");
    Flow.create(key, Definitions.valid().build());
    Flow.submit(key);
    Flow.approve(key);
    Flow.start(key);
    var bo = Board.both("bo");
    Board.amend(bo, key, "It rained.");
    Flow.stop(key);
    var review = Board.review(key);
    assertThat(
            refused(
                Status.Code.FAILED_PRECONDITION,
                () -> Board.sayOfResults(bo, key, Board.APPROVE, "")))
        .hasMessageContaining("you took part")
        .hasMessageContaining("somebody who did not must review its results");
    assertThat(Board.review(key)).isEqualTo(review);
    assertThat(review.getInvolvedList()).containsExactly("ann", "bo");
    assertThat(Board.sayOfResults(Tokens.rita(), key, Board.APPROVE, "").getKey())
        .as("who approved the plan took no part")
        .isEqualTo(key);
  }

  @Test
  void whatIsWrongIsNamed() {
    var key = stopped("wrong");
    assertThat(invalidFields(() -> Board.sayOfResults(Tokens.rita(), key, Board.REJECT, "")))
        .containsExactly("comment");
    var none = ReviewVerdict.REVIEW_VERDICT_UNSPECIFIED;
    assertThat(invalidFields(() -> Board.sayOfResults(Tokens.rita(), key, none, "")))
        .containsExactly("verdict");
    refused(
        Status.Code.NOT_FOUND,
        () -> Board.sayOfResults(Tokens.rita(), "not-there", Board.APPROVE, ""));
    var running = Flow.running("early", Definitions.valid().build());
    assertThat(
            refused(
                Status.Code.FAILED_PRECONDITION,
                () -> Board.sayOfResults(Tokens.rita(), running, Board.APPROVE, "")))
        .hasMessageContaining("once it was stopped or halted");
  }

  private static String stopped(String prefix) {
    var key = Flow.running(prefix, Definitions.valid().build());
    Flow.stop(key);
    return key;
  }
}
