package plumbline.analysis.dashboard.flags;

import org.jspecify.annotations.Nullable;
import plumbline.analysis.dashboard.trail.Trail;
import plumbline.analysis.export.Words;
import plumbline.analysis.page.When;
import plumbline.proto.assignment.v1.Decision;
import plumbline.proto.assignment.v1.DecisionOutcome;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentRule;
import plumbline.proto.assignment.v1.Variant;

/**
 * What an experiment's rule serves at present.
 *
 * @param since from when on; null: not told
 */
record Served(String now, @Nullable When since) {
  /**
   * In words; nothing where the rule is no experiment's.
   *
   * @param units what the experiment randomises, in the plural
   */
  static Served of(@Nullable Experiment experiment, ExperimentRule rule, String units) {
    if (experiment == null) {
      return new Served("", null);
    }
    return switch (experiment.getState()) {
      case EXPERIMENT_STATE_DRAFT,
          EXPERIMENT_STATE_IN_REVIEW,
          EXPERIMENT_STATE_APPROVED,
          EXPERIMENT_STATE_REJECTED ->
          new Served("Not started (%s): serves nothing yet.".formatted(state(experiment)), null);
      case EXPERIMENT_STATE_RUNNING, EXPERIMENT_STATE_STOPPED ->
          new Served(
              "The experiment is %s: each of its %s gets the variant that it was assigned."
                  .formatted(state(experiment), units),
              When.of(experiment.getStartTime()));
      case EXPERIMENT_STATE_HALTED ->
          new Served(
              "The experiment is halted: control, %s, for all %s that take part."
                  .formatted(shown(control(experiment)), units),
              When.of(experiment.getHaltTime()));
      case EXPERIMENT_STATE_DECIDED -> decided(experiment, rule, units);
      case EXPERIMENT_STATE_UNSPECIFIED, UNRECOGNIZED -> new Served("", null);
    };
  }

  private static Served decided(Experiment experiment, ExperimentRule rule, String units) {
    if (!experiment.hasStartTime()) {
      return new Served("Given up before it started: serves nothing.", null);
    }
    var decision = experiment.getDecision();
    var share = rule.hasRollout() ? rule.getRollout() : 1;
    return new Served(
        "Serves %s to %s of the %s that the experiment was for, as decided: %s."
            .formatted(
                shown(winner(experiment, decision)),
                FlagWords.share(share),
                units,
                outcome(decision)),
        When.of(experiment.getDecideTime()));
  }

  private static String outcome(Decision decision) {
    return (Words.of(decision.getOutcome()) + " " + decision.getVariant()).strip();
  }

  private static String state(Experiment experiment) {
    return Words.of(experiment.getState());
  }

  private static Variant winner(Experiment experiment, Decision decision) {
    return experiment.getDefinition().getVariantsList().stream()
        .filter(it ->
            decision.getOutcome() == DecisionOutcome.DECISION_OUTCOME_SHIP
                && it.getKey().equals(decision.getVariant()))
        .findFirst()
        .orElseGet(() -> control(experiment));
  }

  private static Variant control(Experiment experiment) {
    return experiment.getDefinition().getVariantsList().stream()
        .filter(Variant::getControl)
        .findFirst()
        .orElseGet(Variant::getDefaultInstance);
  }

  private static String shown(Variant variant) {
    return "\u201c%s\u201d (%s)".formatted(variant.getKey(), Trail.words(variant.getPayload()));
  }
}
