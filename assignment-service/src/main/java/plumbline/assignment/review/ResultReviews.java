package plumbline.assignment.review;

import static plumbline.proto.assignment.v1.ReviewNoteKind.REVIEW_NOTE_KIND_RESULT_APPROVAL;
import static plumbline.proto.assignment.v1.ReviewNoteKind.REVIEW_NOTE_KIND_RESULT_REJECTION;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.reactive.mutiny.Mutiny;
import plumbline.assignment.definition.ExperimentKey;
import plumbline.kit.failure.Failure;
import plumbline.proto.assignment.v1.ReviewNote;
import plumbline.proto.assignment.v1.ReviewNoteKind;

/** What reviewers say of an experiment's results: of each person, the newest word counts. */
@ApplicationScoped
public class ResultReviews {
  private static final List<ReviewNoteKind> KINDS =
      List.of(REVIEW_NOTE_KIND_RESULT_APPROVAL, REVIEW_NOTE_KIND_RESULT_REJECTION);

  private final ReviewConfig config;

  @Inject
  ResultReviews(ReviewConfig config) {
    this.config = config;
  }

  /** Who stands where now. */
  public static Uni<Standing> standing(Mutiny.Session session, ExperimentKey key) {
    return ReviewNotes.ofKinds(session, key, KINDS)
        .map(notes -> {
          var newest = new HashMap<String, ReviewNote>();
          notes.forEach(note -> newest.put(note.author, note.toProto()));
          return new Standing(newest);
        });
  }

  /**
   * Refuses a decision that the results must be confirmed for, to ship or to keep control.
   *
   * @throws Failure.Refused if too few confirmed them, or anybody doubts them
   */
  public Uni<Void> requireConfirmed(Mutiny.Session session, ExperimentKey key) {
    return standing(session, key)
        .invoke(standing -> requireConfirmed(key, standing))
        .replaceWithVoid();
  }

  private void requireConfirmed(ExperimentKey key, Standing standing) {
    if (!standing.doubters().isEmpty()) {
      throw new Failure.Refused(
          "experiment '%s': its results are doubted by %s; they must be confirmed first, or decide"
                  .formatted(key, String.join(", ", standing.doubters()))
              + " that it is inconclusive");
    }
    var confirmed = standing.approvers().size();
    if (confirmed < config.resultApprovals()) {
      throw new Failure.Refused(
          "experiment '%s': its results must be confirmed by %d who took no part in it, and %d did"
              .formatted(key, config.resultApprovals(), confirmed));
    }
  }

  /**
   * Who stands where.
   *
   * @param newest each person's newest word, by name
   */
  public record Standing(Map<String, ReviewNote> newest) {
    public Standing {
      newest = Map.copyOf(newest);
    }

    /** Whether that is the person's word already. */
    public boolean isNewest(ReviewNotes.Note note) {
      var word = newest.get(note.author());
      return word != null && note.isSaidIn(word);
    }

    /** Who confirms the results, by name. */
    public List<String> approvers() {
      return of(REVIEW_NOTE_KIND_RESULT_APPROVAL);
    }

    /** Who doubts them, by name. */
    public List<String> doubters() {
      return of(REVIEW_NOTE_KIND_RESULT_REJECTION);
    }

    private List<String> of(ReviewNoteKind kind) {
      return newest.values().stream()
          .filter(note -> note.getKind() == kind)
          .map(ReviewNote::getAuthor)
          .sorted()
          .toList();
    }
  }
}
