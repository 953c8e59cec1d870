package plumbline.assignment.experiment;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import plumbline.assignment.change.Changes.Work;
import plumbline.assignment.experiment.ExperimentChanges.Note;
import plumbline.assignment.review.ReviewConfig;
import plumbline.assignment.review.ReviewNotes;
import plumbline.kit.failure.Failure;
import plumbline.proto.assignment.v1.ExperimentState;
import plumbline.proto.assignment.v1.ReviewNoteKind;

/** The review board's word on what was submitted: as many people must approve as are needed. */
@ApplicationScoped
class PlanReviews {
  private final ReviewConfig config;

  @Inject
  PlanReviews(ReviewConfig config) {
    this.config = config;
  }

  /**
   * Takes down an approval or a rejection, and does what follows from it. The same person's second
   * approval of the same submission is none.
   *
   * @throws Failure.Refused if the state does not allow it, or the reviewer took part
   */
  Uni<Optional<Note>> take(Step step, ExperimentEntity entity, Work work) {
    return ReviewNotes.approvers(work.session(), step.key(), entity.preRegistrationTime)
        .chain(approvers ->
            isRepeated(step, entity, approvers)
                ? Uni.createFrom().item(Optional.empty())
                : take(step, entity, work, approvers));
  }

  private boolean isRepeated(Step step, ExperimentEntity entity, List<String> approvers) {
    return isSaid(step, approvers)
        && (entity.state() == ExperimentState.EXPERIMENT_STATE_APPROVED
            || (entity.state() == ExperimentState.EXPERIMENT_STATE_IN_REVIEW
                && approvers.size() < config.approvals()));
  }

  private static boolean isSaid(Step step, List<String> approvers) {
    return step.action() == Action.APPROVE && approvers.contains(step.actor());
  }

  private Uni<Optional<Note>> take(
      Step step, ExperimentEntity entity, Work work, List<String> approvers) {
    var next = Lifecycle.after(step.key(), entity.state(), step.action());
    var note = note(step, entity, work);
    return Involved.in(work.session(), step.key())
        .invoke(involved -> refuseInvolved(step, involved))
        .invoke(involved -> {
          if (step.action() == Action.REJECT || isEnough(step, approvers, involved)) {
            entity.become(next);
          }
        })
        .chain(() ->
            isSaid(step, approvers)
                ? Uni.createFrom().nullItem()
                : ReviewNotes.add(work.session(), note))
        .map(_ -> Optional.of(new Note(step.action(), step.actor(), step.reason())));
  }

  private static ReviewNotes.Note note(Step step, ExperimentEntity entity, Work work) {
    return new ReviewNotes.Note(
        work.now(),
        step.key(),
        entity.version,
        entity.preRegistrationTime,
        step.action() == Action.APPROVE
            ? ReviewNoteKind.REVIEW_NOTE_KIND_APPROVAL
            : ReviewNoteKind.REVIEW_NOTE_KIND_REJECTION,
        step.actor(),
        step.reason());
  }

  private static void refuseInvolved(Step step, List<String> involved) {
    if (involved.contains(step.actor())) {
      throw new Failure.Refused(
          "experiment '%s' is your own, as you wrote, changed or submitted it, or amended its plan:"
                  .formatted(step.key())
              + " somebody else on the review board must review it");
    }
  }

  /** Who took part after approving it, by an amendment, is no longer a disinterested reviewer. */
  private boolean isEnough(Step step, List<String> approvers, List<String> involved) {
    var inFavour = new HashSet<>(approvers);
    inFavour.removeAll(involved);
    inFavour.add(step.actor());
    return inFavour.size() >= config.approvals();
  }
}
