package plumbline.assignment.experiment;

import static plumbline.proto.assignment.v1.DecisionOutcome.DECISION_OUTCOME_ABANDONED;
import static plumbline.proto.assignment.v1.DecisionOutcome.DECISION_OUTCOME_SHIP;
import static plumbline.proto.assignment.v1.DecisionOutcome.DECISION_OUTCOME_UNSPECIFIED;

import plumbline.assignment.definition.ExperimentKey;
import plumbline.kit.definition.Text;
import plumbline.kit.failure.Violations;
import plumbline.kit.identity.Principal;
import plumbline.proto.assignment.v1.DecideExperimentRequest;
import plumbline.proto.assignment.v1.DecisionOutcome;
import plumbline.proto.assignment.v1.Experiment;

/**
 * How somebody wants an experiment to end.
 *
 * @param expectedVersion the version that was seen; 0: whatever it is
 * @param variant what is shipped; empty with any outcome but SHIP
 * @param actor the authenticated principal's name
 */
record NewDecision(
    ExperimentKey key,
    long expectedVersion,
    DecisionOutcome outcome,
    String variant,
    String reason,
    String actor) {
  private static final int MAX_REASON = 4_000;

  static NewDecision parse(DecideExperimentRequest request, Principal principal) {
    var violations = new Violations();
    var outcome = request.getOutcome();
    violations.check(ExperimentKey.isValid(request.getKey()), "key", ExperimentKey.ALLOWED);
    violations.check(
        request.getExpectedVersion() >= 0,
        "expected_version",
        "must be 0 (whatever it is) or a version");
    violations.check(
        outcome != DECISION_OUTCOME_UNSPECIFIED && outcome != DecisionOutcome.UNRECOGNIZED,
        "outcome",
        "must be DECISION_OUTCOME_SHIP, DECISION_OUTCOME_KEEP_CONTROL,"
            + " DECISION_OUTCOME_INCONCLUSIVE or DECISION_OUTCOME_ABANDONED");
    var ships = outcome == DECISION_OUTCOME_SHIP;
    violations.check(
        ships ? ExperimentKey.isValid(request.getVariant()) : request.getVariant().isEmpty(),
        "variant",
        "must be the treatment that is shipped with DECISION_OUTCOME_SHIP, and empty else");
    Text.check(violations, "reason", request.getReason(), 1, MAX_REASON);
    violations.throwIfAny();
    return new NewDecision(
        new ExperimentKey(request.getKey()),
        request.getExpectedVersion(),
        outcome,
        request.getVariant(),
        request.getReason(),
        principal.name());
  }

  Action action() {
    return outcome == DECISION_OUTCOME_ABANDONED ? Action.ABANDON : Action.DECIDE;
  }

  /** Whether it says something about an effect; nothing is claimed by giving up or not knowing. */
  boolean isClaim() {
    return switch (outcome) {
      case DECISION_OUTCOME_SHIP, DECISION_OUTCOME_KEEP_CONTROL -> true;
      case DECISION_OUTCOME_INCONCLUSIVE,
          DECISION_OUTCOME_ABANDONED,
          DECISION_OUTCOME_UNSPECIFIED,
          UNRECOGNIZED ->
          false;
    };
  }

  /** Whether it is this that the experiment was decided by: then it was sent again. */
  boolean isMadeAlready(Experiment experiment) {
    var made = experiment.getDecision();
    return experiment.hasDecision()
        && made.getOutcome() == outcome
        && made.getVariant().equals(variant)
        && made.getReason().equals(reason)
        && made.getAuthor().equals(actor);
  }
}
