package plumbline.analysis.dashboard.experiments;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import plumbline.analysis.dashboard.experiments.ListView.Row;
import plumbline.analysis.page.Badge;
import plumbline.engine.analysis.Figures;
import plumbline.kit.definition.Times;
import plumbline.proto.analysis.v1.ExperimentSummary;
import plumbline.proto.assignment.v1.DecisionOutcome;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentState;

/** Rows of the list, of what assignment and analysis know. */
final class Rows {
  private static final String NONE = "\u2013";

  private Rows() {}

  /** An experiment that never started has the empty summary. */
  static Row of(Experiment experiment, ExperimentSummary summary, Instant now) {
    var definition = experiment.getDefinition();
    return new Row(
        experiment.getKey(),
        definition.getName(),
        Badge.of(experiment.getState()),
        definition.getOwner(),
        share(summary),
        progress(summary),
        time(experiment.getState(), summary, now),
        health(experiment.getState(), summary),
        alarms(experiment.getState(), summary),
        recommendation(summary.getRecommendedOutcome()));
  }

  private static String share(ExperimentSummary summary) {
    if (summary.getPlannedUnits() == 0) {
      return "";
    }
    var share = Math.min(1, (double) summary.getExposedUnits() / summary.getPlannedUnits());
    return BigDecimal.valueOf(share).setScale(3, RoundingMode.DOWN).toPlainString();
  }

  private static String progress(ExperimentSummary summary) {
    if (!summary.hasAsOf()) {
      return NONE;
    }
    var exposed = Figures.count(summary.getExposedUnits());
    return summary.getPlannedUnits() == 0
        ? exposed + " units, none planned"
        : exposed + " of " + Figures.count(summary.getPlannedUnits()) + " units";
  }

  /** In days begun. */
  static String time(ExperimentState state, ExperimentSummary summary, Instant now) {
    return switch (state) {
      case EXPERIMENT_STATE_RUNNING -> summary.hasPlannedEnd() ? left(summary, now) : NONE;
      case EXPERIMENT_STATE_STOPPED, EXPERIMENT_STATE_HALTED, EXPERIMENT_STATE_DECIDED -> "over";
      case EXPERIMENT_STATE_DRAFT,
          EXPERIMENT_STATE_IN_REVIEW,
          EXPERIMENT_STATE_APPROVED,
          EXPERIMENT_STATE_REJECTED,
          EXPERIMENT_STATE_UNSPECIFIED,
          UNRECOGNIZED ->
          NONE;
    };
  }

  private static String left(ExperimentSummary summary, Instant now) {
    var left = Duration.between(now, Times.instant(summary.getPlannedEnd()));
    if (!left.isPositive()) {
      return "past its planned end";
    }
    var days = left.toDays() + (left.equals(Duration.ofDays(left.toDays())) ? 0 : 1);
    return days == 1 ? "1 day left" : Figures.count(days) + " days left";
  }

  private static Badge health(ExperimentState state, ExperimentSummary summary) {
    if (state == ExperimentState.EXPERIMENT_STATE_HALTED) {
      return new Badge("Halted", "bad");
    }
    if (summary.getAlarmsCount() > 0) {
      return new Badge(
          summary.getAlarmsCount() == 1 ? "Alarm" : summary.getAlarmsCount() + " alarms", "bad");
    }
    return summary.hasAsOf() ? new Badge("OK", "good") : new Badge(NONE, "none");
  }

  private static List<String> alarms(ExperimentState state, ExperimentSummary summary) {
    return state == ExperimentState.EXPERIMENT_STATE_HALTED
        ? Stream.concat(Stream.of("Everybody gets control."), summary.getAlarmsList().stream())
            .toList()
        : summary.getAlarmsList();
  }

  private static String recommendation(DecisionOutcome outcome) {
    return switch (outcome) {
      case DECISION_OUTCOME_SHIP -> "ship";
      case DECISION_OUTCOME_KEEP_CONTROL -> "keep control";
      case DECISION_OUTCOME_INCONCLUSIVE -> "inconclusive";
      case DECISION_OUTCOME_ABANDONED -> "abandon";
      case DECISION_OUTCOME_UNSPECIFIED, UNRECOGNIZED -> NONE;
    };
  }
}
