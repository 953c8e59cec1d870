package plumbline.analysis.dashboard.experiment;

import plumbline.analysis.dashboard.experiment.ReviewView.ChangeView;
import plumbline.analysis.dashboard.experiment.ReviewView.NoteView;
import plumbline.analysis.page.Badge;
import plumbline.analysis.page.When;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.FieldChange;
import plumbline.proto.assignment.v1.GetReviewResponse;
import plumbline.proto.assignment.v1.ReviewNote;
import plumbline.proto.assignment.v1.ReviewNoteKind;

/** A review as the page shows it. */
final class ReviewViews {
  private ReviewViews() {}

  static ReviewView of(Experiment experiment, GetReviewResponse review) {
    return new ReviewView(
        "%d of %s given."
            .formatted(
                review.getApproversCount(), Labels.count(review.getNeededApprovals(), "approval")),
        review.getApproversList(),
        results(review),
        review.getResultApproversList(),
        review.getInvolvedList(),
        changes(experiment, review),
        review.getChangesList().stream().map(ReviewViews::change).toList(),
        review.getNotesList().stream().map(ReviewViews::note).toList());
  }

  private static String results(GetReviewResponse review) {
    var needed = review.getNeededResultApprovals();
    return needed == 0
        ? "Nobody needs to confirm the results before a decision."
        : "%d of %s given; before, it cannot be decided to ship or to keep control."
            .formatted(review.getResultApproversCount(), Labels.count(needed, "confirmation"));
  }

  private static String changes(Experiment experiment, GetReviewResponse review) {
    if (review.getLastReviewedVersion() == 0) {
      return "It was never reviewed before.";
    }
    return review.getChangesCount() == 0
        ? "The definition is as it was reviewed last, at version %d."
            .formatted(review.getLastReviewedVersion())
        : "What differs from what was reviewed last, version %d; now it is version %d."
            .formatted(review.getLastReviewedVersion(), experiment.getVersion());
  }

  private static ChangeView change(FieldChange change) {
    return new ChangeView(
        change.getPath(),
        Labels.json(change.hasBefore(), change.getBefore()),
        Labels.json(change.hasAfter(), change.getAfter()));
  }

  private static NoteView note(ReviewNote note) {
    return new NoteView(
        When.of(note.getTime()), note.getAuthor(), kind(note.getKind()), note.getText());
  }

  private static Badge kind(ReviewNoteKind kind) {
    return switch (kind) {
      case REVIEW_NOTE_KIND_APPROVAL -> new Badge("approved", "good");
      case REVIEW_NOTE_KIND_REJECTION -> new Badge("sent back", "bad");
      case REVIEW_NOTE_KIND_RESULT_APPROVAL -> new Badge("results confirmed", "good");
      case REVIEW_NOTE_KIND_RESULT_REJECTION -> new Badge("results doubted", "bad");
      case REVIEW_NOTE_KIND_COMMENT, REVIEW_NOTE_KIND_UNSPECIFIED, UNRECOGNIZED ->
          new Badge("comment", "neutral");
    };
  }
}
