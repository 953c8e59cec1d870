package plumbline.assignment.experiment;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import plumbline.assignment.change.Changes.Work;
import plumbline.assignment.experiment.ExperimentChanges.Note;
import plumbline.assignment.review.ResultReviews;
import plumbline.assignment.review.ReviewNotes;
import plumbline.kit.failure.Failure;
import plumbline.proto.assignment.v1.Experiment;

/**
 * Takes down what reviewers say of results. It changes nothing of the experiment, but is a step.
 */
@ApplicationScoped
class ResultWords {
  private final ExperimentChanges changes;

  @Inject
  ResultWords(ExperimentChanges changes) {
    this.changes = changes;
  }

  /**
   * Takes the word down; the same again is none.
   *
   * @throws Failure.NotFound if there is no such experiment
   * @throws Failure.Stale if it is not at the expected version
   * @throws Failure.Refused if it has no results yet, or the reviewer took part
   */
  Uni<Experiment> take(ResultWord word) {
    var step = word.step();
    return changes.change(
        step.key(), step.expectedVersion(), (entity, work) -> take(word, entity, work));
  }

  private static Uni<Optional<Note>> take(ResultWord word, ExperimentEntity entity, Work work) {
    var step = word.step();
    entity.become(Lifecycle.after(step.key(), entity.state(), step.action()));
    var note = note(word, entity, work);
    return Involved.in(work.session(), step.key())
        .invoke(involved -> refuseInvolved(step, involved))
        .chain(() -> ResultReviews.standing(work.session(), step.key()))
        .chain(standing ->
            standing.isNewest(note)
                ? Uni.createFrom().item(Optional.empty())
                : ReviewNotes.add(work.session(), note)
                    .map(_ -> Optional.of(new Note(step.action(), step.actor(), word.reason()))));
  }

  private static ReviewNotes.Note note(ResultWord word, ExperimentEntity entity, Work work) {
    return new ReviewNotes.Note(
        work.now(),
        word.step().key(),
        entity.version,
        entity.preRegistrationTime,
        word.kind(),
        word.step().actor(),
        word.step().reason());
  }

  private static void refuseInvolved(Step step, List<String> involved) {
    if (involved.contains(step.actor())) {
      throw new Failure.Refused(
          "you took part in experiment '%s': somebody who did not must review its results"
              .formatted(step.key()));
    }
  }
}
