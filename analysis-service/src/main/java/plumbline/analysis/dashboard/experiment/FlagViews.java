package plumbline.analysis.dashboard.experiment;

import plumbline.analysis.dashboard.experiment.DecisionView.FlagView;
import plumbline.engine.analysis.Figures;
import plumbline.proto.assignment.v1.DecisionOutcome;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentRule;
import plumbline.proto.assignment.v1.ExperimentState;
import plumbline.proto.assignment.v1.Flag;
import plumbline.proto.assignment.v1.FlagRule;
import plumbline.proto.assignment.v1.Variant;

/** What the flag that an experiment drives serves now. */
final class FlagViews {
  private FlagViews() {}

  static FlagView of(Experiment experiment, Flag flag) {
    if (flag.hasArchiveTime()) {
      return new FlagView(flag.getKey(), "The flag is archived: nobody is served by it.", "");
    }
    return switch (experiment.getState()) {
      case EXPERIMENT_STATE_RUNNING, EXPERIMENT_STATE_STOPPED ->
          new FlagView(flag.getKey(), "Units that take part are served their variant's value.", "");
      case EXPERIMENT_STATE_HALTED ->
          served(experiment, flag, "Halted: the units that it was for are served control’s value:");
      case EXPERIMENT_STATE_DECIDED -> served(experiment, flag, decided(experiment, flag));
      default ->
          new FlagView(flag.getKey(), "The experiment has not started, so others decide.", "");
    };
  }

  private static String decided(Experiment experiment, Flag flag) {
    if (!isShipped(experiment)) {
      return "The units that it was for are served control’s value:";
    }
    return "%s of the units that it was for are served the value of %s:"
        .formatted(
            Figures.percent(rollout(experiment, flag)), experiment.getDecision().getVariant());
  }

  private static double rollout(Experiment experiment, Flag flag) {
    return flag.getDefinition().getRulesList().stream()
        .filter(FlagRule::hasExperiment)
        .map(FlagRule::getExperiment)
        .filter(it -> it.getExperiment().equals(experiment.getKey()))
        .filter(ExperimentRule::hasRollout)
        .mapToDouble(ExperimentRule::getRollout)
        .findFirst()
        .orElse(1);
  }

  private static FlagView served(Experiment experiment, Flag flag, String sentence) {
    var value =
        experiment.getDefinition().getVariantsList().stream()
            .filter(it -> isServed(experiment, it))
            .map(it -> it.hasPayload() ? Labels.json(true, it.getPayload()) : "null")
            .findFirst()
            .orElse("");
    return new FlagView(flag.getKey(), sentence, value);
  }

  private static boolean isServed(Experiment experiment, Variant variant) {
    return isShipped(experiment)
        ? variant.getKey().equals(experiment.getDecision().getVariant())
        : variant.getControl();
  }

  private static boolean isShipped(Experiment experiment) {
    return experiment.getState() == ExperimentState.EXPERIMENT_STATE_DECIDED
        && experiment.getDecision().getOutcome() == DecisionOutcome.DECISION_OUTCOME_SHIP;
  }
}
