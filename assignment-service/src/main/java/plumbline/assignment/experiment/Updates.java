package plumbline.assignment.experiment;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import plumbline.assignment.experiment.Changes.Outcome;
import plumbline.assignment.experiment.Changes.Work;
import plumbline.kit.failure.Failure;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentState;

/** Changes definitions that are not frozen. */
@ApplicationScoped
class Updates {
  private final ExperimentRepository repository;
  private final Changes changes;
  private final Prerequisites prerequisites;

  @Inject
  Updates(ExperimentRepository repository, Changes changes, Prerequisites prerequisites) {
    this.repository = repository;
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
    return changes.run(work ->
        repository
            .findById(wanted.key().value())
            .chain(found -> make(wanted, Experiments.require(found, wanted.key()), work)));
  }

  private Uni<Outcome> make(NewDefinition wanted, ExperimentEntity entity, Work work) {
    var next = Lifecycle.after(wanted.key(), entity.state(), Action.UPDATE);
    Experiments.requireVersion(entity, wanted.expectedVersion());
    if (entity.state() == next && entity.definition().equals(wanted.definition())) {
      return Uni.createFrom().item(new Outcome(entity, false));
    }
    return prerequisites
        .check(wanted.key(), wanted.definition())
        .chain(() -> apply(wanted, entity, next, work));
  }

  private static Uni<Outcome> apply(
      NewDefinition wanted, ExperimentEntity entity, ExperimentState next, Work work) {
    entity.define(wanted.definition());
    entity.become(next);
    var step =
        new StepEntity(
            entity.key, entity.version + 1, Action.UPDATE, wanted.actor(), "", work.now());
    return work.session().persist(step).replaceWith(new Outcome(entity, true));
  }
}
