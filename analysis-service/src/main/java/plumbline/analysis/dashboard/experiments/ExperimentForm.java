package plumbline.analysis.dashboard.experiments;

import static java.util.Map.entry;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import plumbline.analysis.dashboard.field.Numbers;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.MetricRole;
import plumbline.proto.assignment.v1.Variant;

/**
 * The form of an experiment.
 *
 * @param values as they were typed, by the names of the fields
 */
public record ExperimentForm(Map<String, String> values) {
  /** A row of the stored definition that a row of the form shows. */
  static final String FROM = ".from";

  /** What a new form begins with. */
  private static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          entry("unit", "UNIT_TYPE_USER"),
          entry("traffic", "100"),
          entry("control", "0"),
          entry("variants[0].key", "control"),
          entry("variants[0].weight", "50"),
          entry("variants[1].key", "treatment"),
          entry("variants[1].weight", "50"),
          entry("guardrails[0].category", "METRIC_CATEGORY_ERROR"),
          entry("guardrails[0].direction", "METRIC_DIRECTION_DECREASE"),
          entry("guardrails[0].action", "GUARDRAIL_ACTION_HALT"),
          entry("guardrails[1].category", "METRIC_CATEGORY_LATENCY"),
          entry("guardrails[1].direction", "METRIC_DIRECTION_DECREASE"),
          entry("guardrails[1].action", "GUARDRAIL_ACTION_ALERT"),
          entry("plan.design", "DESIGN_FIXED_HORIZON"),
          entry("plan.alpha", "0.05"),
          entry("plan.power", "80"));

  public ExperimentForm {
    values = Map.copyOf(values);
  }

  /** A new one, with what the planner knows already. */
  static ExperimentForm fresh(Map<String, String> known) {
    var values = new HashMap<>(DEFAULTS);
    known.forEach((name, value) -> {
      if (FormNames.isField(name)) {
        values.put(name, value);
      }
    });
    return new ExperimentForm(values);
  }

  /** A stored one. */
  static ExperimentForm of(Experiment experiment) {
    var definition = experiment.getDefinition();
    var values = new HashMap<String, String>();
    values.put("key", experiment.getKey());
    values.put("version", Long.toString(experiment.getVersion()));
    values.put("name", definition.getName());
    values.put("hypothesis", definition.getHypothesis());
    values.put("owner", definition.getOwner());
    values.put("tags", String.join(", ", definition.getTagsList()));
    values.put("flag", definition.getFlag());
    writeUnits(values, definition);
    for (var i = 0; i < definition.getVariantsCount(); i++) {
      writeVariant(values, definition.getVariants(i), i);
    }
    writeMetrics(values, definition);
    PlanFields.write(values, definition.getPlan());
    return new ExperimentForm(values);
  }

  private static void writeUnits(Map<String, String> values, ExperimentDefinition definition) {
    values.put("unit", definition.getUnitTypeValue() == 0 ? "" : definition.getUnitType().name());
    values.put("traffic", definition.hasTraffic() ? Numbers.percent(definition.getTraffic()) : "");
    values.put("eligibility", definition.getEligibility());
    if (definition.hasLayer()) {
      values.put("layer.name", definition.getLayer().getLayer());
      values.put("layer.from", Integer.toString(definition.getLayer().getFromSlot()));
      values.put("layer.to", Integer.toString(definition.getLayer().getToSlot()));
    }
  }

  private static void writeVariant(Map<String, String> values, Variant variant, int index) {
    var row = "variants[" + index + "]";
    values.put(row + FROM, Integer.toString(index));
    values.put(row + ".key", variant.getKey());
    values.put(row + ".weight", Numbers.percent(variant.getWeight()));
    values.put(row + ".payload", variant.hasPayload() ? Payloads.write(variant.getPayload()) : "");
    values.put(row + ".description", variant.getDescription());
    if (variant.getControl()) {
      values.put("control", Integer.toString(index));
    }
  }

  private static void writeMetrics(Map<String, String> values, ExperimentDefinition definition) {
    var others = 0;
    var guardrails = 0;
    for (var i = 0; i < definition.getMetricsCount(); i++) {
      var metric = definition.getMetrics(i);
      var row =
          switch (metric.getRole()) {
            case METRIC_ROLE_PRIMARY -> "primary";
            case METRIC_ROLE_GUARDRAIL -> "guardrails[" + guardrails++ + "]";
            case METRIC_ROLE_SECONDARY,
                METRIC_ROLE_COUNTER,
                METRIC_ROLE_UNSPECIFIED,
                UNRECOGNIZED ->
                "secondary[" + others++ + "]";
          };
      values.put(row + FROM, Integer.toString(i));
      values.put(
          row + ".role",
          metric.getRole() == MetricRole.METRIC_ROLE_COUNTER ? metric.getRole().name() : "");
      new MetricFields(row).write(values, metric);
    }
    if (guardrails == 0) {
      DEFAULTS.forEach((name, value) -> {
        if (isGuardrail(name)) {
          values.put(name, value);
        }
      });
    }
  }

  String value(String name) {
    return values.getOrDefault(name, "");
  }

  /** With a slider's value in its field. */
  ExperimentForm with(String name, String value) {
    var changed = new HashMap<>(values);
    changed.put(name, value);
    return new ExperimentForm(changed);
  }

  /** Indices of a group's rows with something in them, rising. */
  List<Integer> rows(String group) {
    return values.keySet().stream()
        .flatMap(name -> FormNames.row(name).stream())
        .filter(it -> it.group(1).equals(group))
        .map(it -> Integer.parseInt(it.group(2)))
        .distinct()
        .filter(index -> !isBlank(group + "[" + index + "]"))
        .sorted()
        .toList();
  }

  /** How many rows of a group are to be shown so that all that is typed is seen. */
  public int count(String group) {
    return rows(group).stream().mapToInt(it -> it + 1).max().orElse(0);
  }

  /** Whether nothing was typed into a row but what a new form begins with. */
  boolean isBlank(String row) {
    return values.entrySet().stream()
        .filter(it -> it.getKey().startsWith(row + ".") && !it.getKey().endsWith(FROM))
        .filter(it -> !it.getKey().endsWith(".role"))
        .allMatch(it -> it.getValue().isBlank() || isPreset(it.getKey(), it.getValue()));
  }

  private static boolean isPreset(String name, String value) {
    return isGuardrail(name) && value.equals(DEFAULTS.get(name));
  }

  private static boolean isGuardrail(String name) {
    return name.startsWith("guardrails[");
  }

  /** The indices up to a bound. */
  static List<Integer> upTo(int bound) {
    return IntStream.range(0, bound).boxed().toList();
  }
}
