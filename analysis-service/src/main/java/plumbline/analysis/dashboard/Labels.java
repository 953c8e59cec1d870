package plumbline.analysis.dashboard;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import plumbline.analysis.dashboard.ExperimentView.Moment;
import plumbline.analysis.dashboard.ExperimentView.State;
import plumbline.analysis.results.Recommendation;
import plumbline.analysis.study.StudiedMetric;
import plumbline.proto.assignment.v1.DecisionOutcome;
import plumbline.proto.assignment.v1.Design;
import plumbline.proto.assignment.v1.ExperimentState;
import plumbline.proto.assignment.v1.UnitType;

/** The contract's terms in words. */
final class Labels {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("d MMM uuuu HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private Labels() {}

  static State state(ExperimentState state) {
    return switch (state) {
      case EXPERIMENT_STATE_DRAFT -> new State("Draft", "neutral");
      case EXPERIMENT_STATE_IN_REVIEW -> new State("In review", "neutral");
      case EXPERIMENT_STATE_APPROVED -> new State("Approved", "neutral");
      case EXPERIMENT_STATE_REJECTED -> new State("Rejected", "neutral");
      case EXPERIMENT_STATE_RUNNING -> new State("Running", "live");
      case EXPERIMENT_STATE_STOPPED -> new State("Stopped", "neutral");
      case EXPERIMENT_STATE_HALTED -> new State("Halted", "bad");
      case EXPERIMENT_STATE_DECIDED -> new State("Decided", "good");
      case EXPERIMENT_STATE_UNSPECIFIED, UNRECOGNIZED -> new State("Unknown", "neutral");
    };
  }

  static String recommendation(Recommendation recommendation) {
    return recommendation(recommendation.outcome(), recommendation.variant());
  }

  static String recommendation(DecisionOutcome outcome, String variant) {
    return switch (outcome) {
      case DECISION_OUTCOME_SHIP -> "ship " + variant;
      case DECISION_OUTCOME_KEEP_CONTROL -> "keep control";
      case DECISION_OUTCOME_INCONCLUSIVE -> "inconclusive";
      case DECISION_OUTCOME_ABANDONED, DECISION_OUTCOME_UNSPECIFIED, UNRECOGNIZED -> "nothing";
    };
  }

  static String role(StudiedMetric metric) {
    return switch (metric.role()) {
      case METRIC_ROLE_PRIMARY -> "Primary";
      case METRIC_ROLE_SECONDARY -> "Secondary";
      case METRIC_ROLE_GUARDRAIL -> "Guardrail";
      case METRIC_ROLE_COUNTER -> "Counter";
      case METRIC_ROLE_UNSPECIFIED, UNRECOGNIZED -> "Metric";
    };
  }

  static String kind(StudiedMetric metric) {
    return switch (metric.kind()) {
      case METRIC_KIND_PROPORTION -> "share of units";
      case METRIC_KIND_COUNT -> "events per unit";
      case METRIC_KIND_MEAN -> "value per unit";
      case METRIC_KIND_RATIO -> "ratio";
      case METRIC_KIND_QUANTILE -> "quantile";
      case METRIC_KIND_UNSPECIFIED, UNRECOGNIZED -> "";
    };
  }

  static String wanted(StudiedMetric metric) {
    return switch (metric.measured().better()) {
      case HIGHER -> "higher is better";
      case LOWER -> "lower is better";
      case NEITHER -> "";
    };
  }

  static String design(Design design) {
    return switch (design) {
      case DESIGN_FIXED_HORIZON -> "Fixed horizon";
      case DESIGN_ALWAYS_VALID -> "Always valid";
      case DESIGN_GROUP_SEQUENTIAL -> "Group sequential";
      case DESIGN_UNSPECIFIED, UNRECOGNIZED -> "Not stated";
    };
  }

  static String unitType(UnitType type) {
    return switch (type) {
      case UNIT_TYPE_USER -> "User";
      case UNIT_TYPE_ACCOUNT -> "Account";
      case UNIT_TYPE_DEVICE -> "Device";
      case UNIT_TYPE_UNSPECIFIED, UNRECOGNIZED -> "Not stated";
    };
  }

  static Moment moment(Instant instant) {
    return new Moment(instant.toString(), MINUTE.format(instant));
  }

  /** Numbers stay with their signs at a line's end. */
  static String typeset(String sentence) {
    return sentence
        .replace(" %", "\u00a0%")
        .replace("p = ", "p\u00a0=\u00a0")
        .replace("p < ", "p\u00a0<\u00a0");
  }

  static String days(Duration duration) {
    var days = duration.toDays();
    return duration.equals(Duration.ofDays(days))
        ? days + (days == 1 ? " day" : " days")
        : duration.toHours() + " hours";
  }
}
