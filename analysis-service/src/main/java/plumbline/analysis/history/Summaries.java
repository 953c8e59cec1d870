package plumbline.analysis.history;

import java.util.ArrayList;
import java.util.List;
import plumbline.analysis.study.Study;
import plumbline.kit.definition.Times;
import plumbline.proto.analysis.v1.ExperimentResults;
import plumbline.proto.analysis.v1.ExperimentSummary;
import plumbline.proto.analysis.v1.HealthState;
import plumbline.proto.analysis.v1.VariantCounts;
import plumbline.proto.assignment.v1.Experiment;

/** Where experiments have got to, in a few words. */
final class Summaries {
  private Summaries() {}

  /** Of one that nobody has looked at yet. */
  static ExperimentSummary of(Experiment experiment) {
    return ExperimentSummary.newBuilder()
        .setExperiment(experiment.getKey())
        .setName(experiment.getDefinition().getName())
        .setOwner(experiment.getDefinition().getOwner())
        .setState(experiment.getState())
        .build();
  }

  /** Of one with these results. */
  static ExperimentSummary of(Study study, ExperimentResults results) {
    var summary =
        ExperimentSummary.newBuilder()
            .setExperiment(study.key().value())
            .setName(study.name())
            .setOwner(study.owner())
            .setState(study.state())
            .setAsOf(results.getAsOf())
            .setExposedUnits(
                results.getVariantsList().stream().mapToLong(VariantCounts::getExposedUnits).sum())
            .setPlannedUnits(study.plannedUnits())
            .addAllAlarms(alarms(results))
            .setRecommendedOutcome(results.getRecommendation().getOutcome());
    study
        .life()
        .started()
        .flatMap(start -> study.plan().duration().map(start::plus))
        .ifPresent(end -> summary.setPlannedEnd(Times.timestamp(end)));
    if (results.hasVerdict()) {
      summary.setVerdictTime(results.getVerdict().getGiveTime());
    }
    return summary.build();
  }

  /** What results cannot be relied upon for. */
  private static List<String> alarms(ExperimentResults results) {
    var health = results.getHealth();
    var alarms = new ArrayList<String>();
    addAlarm(alarms, health.getExposedSplit().getState(), health.getExposedSplit().getSentence());
    addAlarm(alarms, health.getAnalysedSplit().getState(), health.getAnalysedSplit().getSentence());
    addAlarm(alarms, health.getCrossover().getState(), health.getCrossover().getSentence());
    addAlarm(alarms, health.getExclusion().getState(), health.getExclusion().getSentence());
    addAlarm(alarms, health.getPrePeriod().getState(), health.getPrePeriod().getSentence());
    addAlarm(alarms, health.getCompleteness().getState(), health.getCompleteness().getSentence());
    return alarms;
  }

  private static void addAlarm(List<String> alarms, HealthState state, String sentence) {
    if (state == HealthState.HEALTH_STATE_ALARM) {
      alarms.add(sentence);
    }
  }
}
