package plumbline.assignment.experiment;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import plumbline.assignment.experiment.ExperimentChanges.Note;
import plumbline.kit.failure.Failure;
import plumbline.proto.assignment.v1.Experiment;

/** Changes definitions that are not frozen. */
@ApplicationScoped
class Updates {
  private final ExperimentChanges changes;
  private final Prerequisites prerequisites;

  @Inject
  Updates(ExperimentChanges changes, Prerequisites prerequisites) {
    this.changes = changes;
    this.prerequisites = prerequisites;
  }

  /**
   * Puts the definition in the place of the one before. The author stays who it was.
   *
   * @throws Failure.NotFound if there is no such experiment
   * @throws Failure.Stale if it is not at the expected version
   * @throws Failure.Refused if its definition is frozen
   * @throws Failure.Invalid if a prerequisite is not what it must be
   */
  Uni<Experiment> make(NewDefinition wanted) {
    return changes.change(
        wanted.key(), wanted.expectedVersion(), (entity, _) -> make(wanted, entity));
  }

  private Uni<Optional<Note>> make(NewDefinition wanted, ExperimentEntity entity) {
    var next = Lifecycle.after(wanted.key(), entity.state(), Action.UPDATE);
    if (entity.state() == next && entity.definition().equals(wanted.definition())) {
      return Uni.createFrom().item(Optional.empty());
    }
    return prerequisites
        .check(wanted.key(), wanted.definition())
        .map(_ -> {
          entity.define(wanted.definition());
          entity.become(next);
          return Optional.of(new Note(Action.UPDATE, wanted.actor(), ""));
        });
  }
}
