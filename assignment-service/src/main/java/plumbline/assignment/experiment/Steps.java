package plumbline.assignment.experiment;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import plumbline.assignment.change.Changes.Work;
import plumbline.assignment.definition.CanonicalForm;
import plumbline.assignment.experiment.ExperimentChanges.Note;
import plumbline.assignment.flag.DrivenFlags;
import plumbline.assignment.metric.Catalogue;
import plumbline.assignment.planning.Planner;
import plumbline.kit.failure.Failure;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentState;

/** Takes experiments from state to state, as the {@link Lifecycle} allows. */
@ApplicationScoped
class Steps {
  private final ExperimentChanges changes;
  private final Planner planner;
  private final Prerequisites prerequisites;
  private final StartRules startRules;
  private final DrivenFlags flags;
  private final PlanReviews reviews;

  @Inject
  Steps(
      ExperimentChanges changes,
      Planner planner,
      Prerequisites prerequisites,
      StartRules startRules,
      DrivenFlags flags,
      PlanReviews reviews) {
    this.changes = changes;
    this.planner = planner;
    this.prerequisites = prerequisites;
    this.startRules = startRules;
    this.flags = flags;
    this.reviews = reviews;
  }

  /**
   * Takes the step.
   *
   * @throws Failure.NotFound if there is no such experiment
   * @throws Failure.Stale if it is not at the expected version
   * @throws Failure.Refused if its state or the actor does not allow the step
   * @throws Failure.Invalid if what is submitted is not complete, or out of its traffic's reach, or
   *     what it refers to does not fit
   */
  Uni<Experiment> take(Step step) {
    return changes.change(
        step.key(),
        step.expectedVersion(),
        (entity, work) ->
            isReview(step) ? reviews.take(step, entity, work) : take(step, entity, work));
  }

  private static boolean isReview(Step step) {
    return step.action() == Action.APPROVE || step.action() == Action.REJECT;
  }

  private Uni<Optional<Note>> take(Step step, ExperimentEntity entity, Work work) {
    if (step.action() == Action.HALT && entity.state() == ExperimentState.EXPERIMENT_STATE_HALTED) {
      return Uni.createFrom().item(Optional.empty());
    }
    var next = Lifecycle.after(step.key(), entity.state(), step.action());
    if (step.action() == Action.AMEND && Amendments.isNewest(step, entity)) {
      return Uni.createFrom().item(Optional.empty());
    }
    return checkOthers(step, entity, work)
        .map(_ -> {
          apply(step, entity, work.now());
          entity.become(next);
          return Optional.of(new Note(step.action(), step.actor(), step.reason()));
        });
  }

  /** What the step asks of the other experiments. */
  private Uni<Void> checkOthers(Step step, ExperimentEntity entity, Work work) {
    return switch (step.action()) {
      case SUBMIT ->
          prerequisites
              .check(step.key(), entity.definition())
              .chain(() -> Catalogue.complete(work.session(), entity.definition()))
              .replaceWithVoid();
      case START ->
          startRules
              .check(entity)
              .chain(() -> prerequisites.check(step.key(), entity.definition()))
              .chain(() -> drive(step, entity, work));
      case STOP, HALT, AMEND -> Uni.createFrom().voidItem();
      case CREATE, UPDATE, IMPORT, APPROVE, REJECT, RAMP, REVIEW_RESULTS, DECIDE, ABANDON ->
          throw new IllegalArgumentException("not a step: " + step.action());
    };
  }

  private Uni<Void> drive(Step step, ExperimentEntity entity, Work work) {
    var flag = entity.definition().getFlag();
    return flags.start(work, step.key().value(), flag, step.actor());
  }

  private void apply(Step step, ExperimentEntity entity, Instant now) {
    switch (step.action()) {
      case SUBMIT -> freeze(entity, step.actor(), now);
      case START -> start(entity, step.actor(), now);
      case STOP -> entity.stopTime = now;
      case HALT -> entity.haltTime = now;
      case AMEND -> Amendments.add(step, entity, now);
      case CREATE, UPDATE, IMPORT, APPROVE, REJECT, RAMP, REVIEW_RESULTS, DECIDE, ABANDON ->
          throw new IllegalArgumentException("not a step: " + step.action());
    }
  }

  private static void start(ExperimentEntity entity, String starter, Instant now) {
    entity.startTime = now;
    entity.grow(Ramps.first(entity.definition(), now, starter));
  }

  private void freeze(ExperimentEntity entity, String submitter, Instant now) {
    var definition = planner.complete(entity.definition());
    entity.define(definition);
    entity.preRegistrationSha256 = CanonicalForm.sha256(definition);
    entity.preRegistrationTime = now;
    entity.preRegistrationAuthor = submitter;
  }
}
