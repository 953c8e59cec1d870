package plumbline.assignment.experiment;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import plumbline.assignment.definition.CanonicalForm;
import plumbline.assignment.experiment.Changes.Outcome;
import plumbline.assignment.experiment.Changes.Work;
import plumbline.assignment.planning.Planner;
import plumbline.kit.failure.Failure;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentState;

/** Takes experiments from state to state, as the {@link Lifecycle} allows. */
@ApplicationScoped
class Steps {
  private final ExperimentRepository repository;
  private final Changes changes;
  private final Planner planner;
  private final Prerequisites prerequisites;
  private final StartRules startRules;

  @Inject
  Steps(
      ExperimentRepository repository,
      Changes changes,
      Planner planner,
      Prerequisites prerequisites,
      StartRules startRules) {
    this.repository = repository;
    this.changes = changes;
    this.planner = planner;
    this.prerequisites = prerequisites;
    this.startRules = startRules;
  }

  /**
   * Takes the step.
   *
   * @throws Failure.NotFound if there is no such experiment
   * @throws Failure.Stale if it is not at the expected version
   * @throws Failure.Refused if its state or the actor does not allow the step
   * @throws Failure.Invalid if what is submitted is not complete, or out of its traffic's reach
   */
  Uni<Experiment> take(Step step) {
    return changes.run(work ->
        repository
            .findById(step.key().value())
            .chain(found -> take(step, Experiments.require(found, step.key()), work)));
  }

  private Uni<Outcome> take(Step step, ExperimentEntity entity, Work work) {
    Experiments.requireVersion(entity, step.expectedVersion());
    if (step.action() == Action.HALT && entity.state() == ExperimentState.EXPERIMENT_STATE_HALTED) {
      return Uni.createFrom().item(new Outcome(entity, false));
    }
    var next = Lifecycle.after(step.key(), entity.state(), step.action());
    return requireUninvolved(step, work)
        .chain(() -> checkOthers(step, entity))
        .chain(() -> apply(step, entity, next, work));
  }

  /** What the step asks of the other experiments. */
  private Uni<Void> checkOthers(Step step, ExperimentEntity entity) {
    return switch (step.action()) {
      case SUBMIT -> prerequisites.check(step.key(), entity.definition());
      case START -> startRules.check(entity);
      case APPROVE, REJECT, STOP, HALT, CREATE, UPDATE, IMPORT -> Uni.createFrom().voidItem();
    };
  }

  private Uni<Outcome> apply(Step step, ExperimentEntity entity, ExperimentState next, Work work) {
    apply(step, entity, work.now());
    entity.become(next);
    var log =
        new StepEntity(
            entity.key, entity.version + 1, step.action(), step.actor(), step.reason(), work.now());
    return work.session().persist(log).replaceWith(new Outcome(entity, true));
  }

  private void apply(Step step, ExperimentEntity entity, Instant now) {
    switch (step.action()) {
      case SUBMIT -> freeze(entity, step.actor(), now);
      case APPROVE, REJECT -> requireOther(step, entity);
      case START -> entity.startTime = now;
      case STOP -> entity.stopTime = now;
      case HALT -> entity.haltTime = now;
      case CREATE, UPDATE, IMPORT ->
          throw new IllegalArgumentException("not a step: " + step.action());
    }
  }

  private void freeze(ExperimentEntity entity, String submitter, Instant now) {
    var definition = planner.complete(entity.definition());
    entity.define(definition);
    entity.preRegistrationSha256 = CanonicalForm.sha256(definition);
    entity.preRegistrationTime = now;
    entity.preRegistrationAuthor = submitter;
  }

  private static void requireOther(Step step, ExperimentEntity entity) {
    if (step.actor().equals(entity.author) || step.actor().equals(entity.preRegistrationAuthor)) {
      throw new Failure.Refused(
          "experiment '%s' is your own: somebody else on the review board must review it"
              .formatted(step.key()));
    }
  }

  /** Whoever changed the definition has written it too. */
  private static Uni<Void> requireUninvolved(Step step, Work work) {
    if (step.action() != Action.APPROVE && step.action() != Action.REJECT) {
      return Uni.createFrom().voidItem();
    }
    return work.session()
        .createSelectionQuery(
            "select count(*) from StepEntity"
                + " where experimentKey = ?1 and actor = ?2 and action = ?3",
            Long.class)
        .setParameter(1, step.key().value())
        .setParameter(2, step.actor())
        .setParameter(3, Action.UPDATE)
        .getSingleResult()
        .invoke(changes -> {
          if (changes > 0) {
            throw new Failure.Refused(
                "you changed experiment '%s' yourself: somebody else on the review board must"
                        .formatted(step.key())
                    + " review it");
          }
        })
        .replaceWithVoid();
  }
}
