package plumbline.analysis.dashboard.experiment;

import com.google.protobuf.Duration;
import com.google.protobuf.Value;
import plumbline.engine.analysis.Figures;
import plumbline.kit.json.ProtoJson;
import plumbline.proto.assignment.v1.Correction;
import plumbline.proto.assignment.v1.DecisionOutcome;
import plumbline.proto.assignment.v1.Design;
import plumbline.proto.assignment.v1.MetricDirection;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.assignment.v1.MetricRole;
import plumbline.proto.assignment.v1.UnitType;

/** The contract's terms in words. */
final class Labels {
  private static final long HOUR = 3_600;
  private static final long DAY = 24 * HOUR;

  private Labels() {}

  static String outcome(DecisionOutcome outcome, String variant) {
    return switch (outcome) {
      case DECISION_OUTCOME_SHIP -> "ship " + variant;
      case DECISION_OUTCOME_KEEP_CONTROL -> "keep control";
      case DECISION_OUTCOME_INCONCLUSIVE -> "inconclusive";
      case DECISION_OUTCOME_ABANDONED -> "abandoned";
      case DECISION_OUTCOME_UNSPECIFIED, UNRECOGNIZED -> "nothing";
    };
  }

  static String role(MetricRole role) {
    return switch (role) {
      case METRIC_ROLE_PRIMARY -> "Primary";
      case METRIC_ROLE_SECONDARY -> "Secondary";
      case METRIC_ROLE_GUARDRAIL -> "Guardrail";
      case METRIC_ROLE_COUNTER -> "Counter";
      case METRIC_ROLE_UNSPECIFIED, UNRECOGNIZED -> "Metric";
    };
  }

  static String kind(MetricKind kind) {
    return switch (kind) {
      case METRIC_KIND_PROPORTION -> "share of units";
      case METRIC_KIND_COUNT -> "events per unit";
      case METRIC_KIND_MEAN -> "value per unit";
      case METRIC_KIND_RATIO -> "ratio";
      case METRIC_KIND_QUANTILE -> "quantile";
      case METRIC_KIND_UNSPECIFIED, UNRECOGNIZED -> "";
    };
  }

  static String wanted(MetricDirection direction) {
    return switch (direction) {
      case METRIC_DIRECTION_INCREASE -> "higher is better";
      case METRIC_DIRECTION_DECREASE -> "lower is better";
      case METRIC_DIRECTION_UNSPECIFIED, UNRECOGNIZED -> "";
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

  static String correction(Correction correction) {
    return switch (correction) {
      case CORRECTION_UNSPECIFIED, CORRECTION_HOLM -> "Holm";
      case CORRECTION_BONFERRONI -> "Bonferroni";
      case CORRECTION_HOCHBERG -> "Hochberg";
      case CORRECTION_HOMMEL -> "Hommel";
      case CORRECTION_BENJAMINI_HOCHBERG -> "Benjamini–Hochberg";
      case CORRECTION_BENJAMINI_YEKUTIELI -> "Benjamini–Yekutieli";
      case CORRECTION_DUNNETT -> "Dunnett";
      case CORRECTION_NONE -> "None";
      case UNRECOGNIZED -> "Unknown";
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

  /** Numbers stay with their signs at a line's end. */
  static String typeset(String sentence) {
    return sentence
        .replace(" %", "\u00a0%")
        .replace("p = ", "p\u00a0=\u00a0")
        .replace("p < ", "p\u00a0<\u00a0");
  }

  static String days(Duration duration) {
    var seconds = duration.getSeconds();
    if (seconds % DAY == 0) {
      return count(seconds / DAY, "day");
    }
    return seconds % HOUR == 0 ? count(seconds / HOUR, "hour") : count(seconds, "second");
  }

  /** {@code 1 day}, {@code 2 days}. */
  static String count(long number, String what) {
    return Figures.count(number) + " " + what + (number == 1 ? "" : "s");
  }

  /** A value as JSON; empty where there is none. */
  static String json(boolean present, Value value) {
    return present ? ProtoJson.print(value) : "";
  }
}
