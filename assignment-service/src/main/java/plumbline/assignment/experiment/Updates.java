package plumbline.assignment.experiment;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import plumbline.assignment.change.Changes.Work;
import plumbline.assignment.definition.Completeness;
import plumbline.assignment.experiment.ExperimentChanges.Note;
import plumbline.kit.failure.Failure;
import plumbline.proto.assignment.v1.Experiment;

/** Changes definitions that are not frozen. */
@ApplicationScoped
class Updates {
  private final ExperimentChanges changes;
  private final Saving saving;

  @Inject
  Updates(ExperimentChanges changes, Saving saving) {
    this.changes = changes;
    this.saving = saving;
  }

  /**
   * Puts the definition in the place of the one before. The author stays who it was.
   *
   * @throws Failure.NotFound if there is no such experiment
   * @throws Failure.Stale if it is not at the expected version
   * @throws Failure.Refused if its definition is frozen
   * @throws Failure.Invalid if a prerequisite or a reference to the catalogue is not what it must
   *     be
   */
  Uni<Experiment> make(NewDefinition wanted) {
    return changes.change(
        wanted.key(), wanted.expectedVersion(), (entity, work) -> edit(wanted, entity, work));
  }

  /** Does so in a change that is under way, to the experiment that was found. */
  Uni<Experiment> make(NewDefinition wanted, ExperimentEntity found, Work work) {
    return ExperimentChanges.change(found, (entity, _) -> edit(wanted, entity, work), work);
  }

  private Uni<Optional<Note>> edit(NewDefinition wanted, ExperimentEntity entity, Work work) {
    var next = Lifecycle.after(wanted.key(), entity.state(), Action.UPDATE);
    return saving
        .prepare(wanted.key(), wanted.definition(), Completeness.DRAFT, work)
        .map(whole -> {
          if (entity.state() == next && entity.definition().equals(whole)) {
            return Optional.empty();
          }
          entity.define(whole);
          entity.become(next);
          return Optional.of(new Note(Action.UPDATE, wanted.actor(), ""));
        });
  }
}
