package plumbline.cli;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Value;
import com.google.protobuf.util.JsonFormat;
import java.util.ArrayList;
import java.util.List;
import plumbline.proto.assignment.v1.DefinitionAction;
import plumbline.proto.assignment.v1.FieldChange;
import plumbline.proto.assignment.v1.GuardrailReading;
import plumbline.proto.assignment.v1.PlanReading;

/** Differences and plans as plain text, line by line. */
final class DefinitionText {
  private static final String INDENT = "  ";
  private static final JsonFormat.Printer JSON =
      JsonFormat.printer().omittingInsignificantWhitespace();

  private DefinitionText() {}

  /** What applying a file would do, in one line. */
  static String headline(String file, DefinitionAction action, String key, long version) {
    return switch (action) {
      case DEFINITION_ACTION_CREATE -> "%s: makes the draft '%s'".formatted(file, key);
      case DEFINITION_ACTION_UPDATE ->
          "%s: changes '%s', now at version %d".formatted(file, key, version);
      case DEFINITION_ACTION_NONE ->
          "%s: nothing to change, '%s' is so already".formatted(file, key);
      case DEFINITION_ACTION_UNSPECIFIED, UNRECOGNIZED ->
          "%s: this plumb is too old to say what happens to '%s'".formatted(file, key);
    };
  }

  /** One line for each field that differs: + is new, - is gone, ~ is another. */
  static List<String> changes(List<FieldChange> changes) {
    return changes.stream().map(DefinitionText::change).toList();
  }

  private static String change(FieldChange change) {
    var path = INDENT + "%s " + change.getPath().replaceFirst("^definition\\.", "") + ": ";
    if (!change.hasBefore()) {
      return path.formatted("+") + json(change.getAfter());
    }
    if (!change.hasAfter()) {
      return path.formatted("-") + json(change.getBefore());
    }
    return path.formatted("~") + json(change.getBefore()) + " -> " + json(change.getAfter());
  }

  /** How the plan and the guardrails were understood. */
  static List<String> reading(PlanReading reading) {
    var lines = new ArrayList<String>();
    if (reading.hasNeededUnitsPerVariant()) {
      var days =
          reading.hasNeededDays()
              ? ", which takes " + Words.count(reading.getNeededDays()) + " days"
              : "";
      lines.add(
          "needs %s units in the smallest variant%s; at most %d days are allowed"
              .formatted(
                  Words.count(reading.getNeededUnitsPerVariant()), days, reading.getMaximumDays()));
    }
    if (reading.hasDetectableMdeRelative()) {
      lines.add(
          "in the longest time allowed, the traffic shows an effect of "
              + Words.percent(reading.getDetectableMdeRelative()));
    }
    reading.getGuardrailsList().forEach(it -> addGuardrail(it, lines));
    reading.getWarningsList().forEach(it -> lines.add("warning: " + it));
    if (reading.getObstaclesCount() > 0) {
      lines.add("before it can be submitted:");
      reading
          .getObstaclesList()
          .forEach(it -> lines.add(INDENT + it.getField() + ": " + it.getDescription()));
    }
    return lines.stream().map(INDENT::concat).toList();
  }

  private static void addGuardrail(GuardrailReading guardrail, List<String> lines) {
    lines.add("guardrail " + guardrail.getMetric() + ": " + guardrail.getReading());
    if (!guardrail.getSmallestDetectableHarm().isEmpty()) {
      lines.add(INDENT + guardrail.getSmallestDetectableHarm());
    }
    if (!guardrail.getWarning().isEmpty()) {
      lines.add(INDENT + "warning: " + guardrail.getWarning());
    }
  }

  private static String json(Value value) {
    try {
      return JSON.print(value);
    } catch (InvalidProtocolBufferException e) {
      return "?";
    }
  }
}
