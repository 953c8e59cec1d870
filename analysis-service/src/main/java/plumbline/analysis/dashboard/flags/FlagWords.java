package plumbline.analysis.dashboard.flags;

import java.util.List;
import java.util.stream.Collectors;
import plumbline.analysis.dashboard.trail.Trail;
import plumbline.analysis.export.Words;
import plumbline.engine.analysis.Figures;
import plumbline.proto.assignment.v1.FlagRule;
import plumbline.proto.assignment.v1.FlagStaleness;
import plumbline.proto.assignment.v1.FlagType;
import plumbline.proto.assignment.v1.RolloutRule;
import plumbline.proto.assignment.v1.UnitType;

/** Flags' terms in words. */
final class FlagWords {
  private FlagWords() {}

  /** What decides, for a list. */
  static String drivenBy(List<FlagRule> rules) {
    return rules.isEmpty()
        ? "its default"
        : rules.stream().map(FlagWords::brief).collect(Collectors.joining("; "));
  }

  private static String brief(FlagRule rule) {
    return switch (rule.getKindCase()) {
      case FORCE -> "a condition";
      case EXPERIMENT -> "experiment " + rule.getExperiment().getExperiment();
      case ROLLOUT -> "a rollout to " + share(rule.getRollout().getShare());
      case KIND_NOT_SET -> "nothing";
    };
  }

  static String kind(FlagRule rule) {
    return switch (rule.getKindCase()) {
      case FORCE -> "Force";
      case EXPERIMENT -> "Experiment";
      case ROLLOUT -> "Rollout";
      case KIND_NOT_SET -> "Nothing";
    };
  }

  /** What a rule does, whatever an experiment has got to. */
  static String sentence(FlagRule rule, UnitType units) {
    return switch (rule.getKindCase()) {
      case FORCE ->
          "Gives %s to whom %s is true of."
              .formatted(Trail.words(rule.getForce().getValue()), rule.getForce().getCondition());
      case ROLLOUT -> rollout(rule.getRollout(), units);
      case EXPERIMENT -> "Gives the variants of an experiment to the units that take part in it.";
      case KIND_NOT_SET -> "Does nothing.";
    };
  }

  private static String rollout(RolloutRule rollout, UnitType units) {
    return "Gives %s to %s of the %s%s."
        .formatted(
            Trail.words(rollout.getValue()),
            share(rollout.getShare()),
            many(units),
            rollout.getCondition().isEmpty()
                ? ""
                : " that " + rollout.getCondition() + " is true of");
  }

  /** {@code 12.5 %}. */
  static String share(double share) {
    return Figures.atMost(100 * share, 4) + " %";
  }

  static String many(UnitType units) {
    var word = Words.of(units);
    return word.isEmpty() ? "units" : word + "s";
  }

  static String type(FlagType type) {
    return switch (type) {
      case FLAG_TYPE_BOOLEAN -> "true or false";
      case FLAG_TYPE_STRING -> "text";
      case FLAG_TYPE_INTEGER -> "whole number";
      case FLAG_TYPE_NUMBER -> "number";
      case FLAG_TYPE_OBJECT -> "JSON object";
      case FLAG_TYPE_UNSPECIFIED, UNRECOGNIZED -> "not stated";
    };
  }

  static String stale(FlagStaleness staleness) {
    return switch (staleness) {
      case FLAG_STALENESS_DECIDED -> "Decided long ago";
      case FLAG_STALENESS_NEVER_ASKED -> "Never asked for";
      case FLAG_STALENESS_NO_LONGER_ASKED -> "No longer asked for";
      case FLAG_STALENESS_UNSPECIFIED, UNRECOGNIZED -> "";
    };
  }

  /** How to ask for it by HTTP. */
  static String curl(String key) {
    return """
    curl -sS "$PLUMBLINE/ofrep/v1/evaluate/flags/%s" \\
      -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" \\
      -d '{"context": {"targetingKey": "user-1"}}'\
    """
        .formatted(key);
  }

  /** How to ask for it in Java. */
  static String code(String key, FlagType type) {
    var call =
        switch (type) {
          case FLAG_TYPE_BOOLEAN -> "getBooleanValue(\"%s\", false, user)";
          case FLAG_TYPE_INTEGER -> "getIntegerValue(\"%s\", 0, user)";
          case FLAG_TYPE_NUMBER -> "getDoubleValue(\"%s\", 0.0, user)";
          case FLAG_TYPE_OBJECT -> "getObjectValue(\"%s\", new Value(), user)";
          case FLAG_TYPE_STRING, FLAG_TYPE_UNSPECIFIED, UNRECOGNIZED ->
              "getStringValue(\"%s\", \"\", user)";
        };
    return "var user = new MutableContext(\"user-1\");\nvar value = client."
        + call.replace("%s", key)
        + ";";
  }
}
