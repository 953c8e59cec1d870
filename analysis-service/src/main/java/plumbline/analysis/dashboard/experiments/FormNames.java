package plumbline.analysis.dashboard.experiments;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the form calls the fields of a definition, and what people call them. */
final class FormNames {
  /** A field of a row, such as {@code guardrails[1].threshold}. */
  static final Pattern ROW = Pattern.compile("([a-z]+)\\[([0-9]{1,2})]\\.([a-z]+)");

  static final List<String> LAYER = List.of("layer.name", "layer.from", "layer.to");

  /** What a plan seldom needs. */
  static final List<String> MORE_PLAN =
      List.of(
          "plan.days",
          "plan.size",
          "plan.correction",
          "plan.lookback",
          "plan.correlation",
          "plan.exclusions",
          "plan.segments");

  /** What a metric seldom needs. */
  static final List<String> MORE_METRIC = List.of("filter", "attribute", "quantile", "denominator");

  private static final Pattern ELEMENT = Pattern.compile("\\[[0-9]+]$");

  private static final Map<String, String> PATHS =
      Map.ofEntries(
          entry("unit_type", "unit"),
          entry("layer", "layer.name"),
          entry("layer.layer", "layer.name"),
          entry("layer.from_slot", "layer.from"),
          entry("layer.to_slot", "layer.to"),
          entry("plan.baseline_standard_deviation", "plan.sd"),
          entry("plan.mde_relative", "plan.mde"),
          entry("plan.sample_size_per_variant", "plan.size"),
          entry("plan.duration", "plan.days"),
          entry("plan.maximum_duration", "plan.longest"),
          entry("plan.covariate", "plan.lookback"),
          entry("plan.covariate.lookback", "plan.lookback"),
          entry("plan.covariate.expected_correlation", "plan.correlation"),
          entry("plan.expected_units_per_day", "plan.units"),
          entry("plan.many_variants_justification", "plan.justification"));

  private static final Map<String, String> METRIC_PATHS =
      Map.ofEntries(
          entry("metric.event_name", "event"),
          entry("metric.event_filter", "filter"),
          entry("metric.unit_of_measure", "unit"),
          entry("metric.value_attribute", "attribute"),
          entry("metric.denominator_event_name", "denominator"),
          entry("guardrail.baseline_standard_deviation", "sd"),
          entry("guardrail", "threshold"),
          entry("catalogue", "source"),
          entry("catalogue.key", "source"),
          entry("catalogue.version", "source"));

  private static final Map<String, String> LABELS =
      Map.ofEntries(
          entry("key", "Key"),
          entry("name", "Name"),
          entry("hypothesis", "Hypothesis"),
          entry("owner", "Owner"),
          entry("tags", "Tags"),
          entry("unit", "Unit"),
          entry("traffic", "Traffic, %"),
          entry("eligibility", "Eligibility"),
          entry("layer.name", "Layer"),
          entry("layer.from", "First slot"),
          entry("layer.to", "One past the last slot"),
          entry("flag", "Flag"),
          entry("variants", "Variants"),
          entry("metrics", "Metrics"),
          entry("plan", "Analysis plan"),
          entry("plan.design", "Design"),
          entry("plan.looks", "Looks, % of the planned information"),
          entry("plan.alpha", "Significance level (alpha)"),
          entry("plan.power", "Power, %"),
          entry("plan.baseline", "Control's value of the primary metric"),
          entry("plan.sd", "Its standard deviation over units"),
          entry("plan.mde", "Smallest change worth finding (MDE), %"),
          entry("plan.units", "New eligible units a day"),
          entry("plan.days", "Enrolment, days"),
          entry("plan.longest", "Longest enrolment, days"),
          entry("plan.size", "Units per variant"),
          entry("plan.correction", "Correction"),
          entry("plan.lookback", "Covariate's lookback (CUPED), days"),
          entry("plan.correlation", "Expected correlation with the covariate"),
          entry("plan.exclusions", "Exclusions"),
          entry("plan.segments", "Segments"),
          entry("plan.justification", "Why so many variants"));

  private static final Map<String, String> ROW_LABELS =
      Map.ofEntries(
          entry("key", "Key"),
          entry("weight", "Allocation, %"),
          entry("payload", "Payload"),
          entry("description", "Description"),
          entry("source", "From the catalogue"),
          entry("role", "Part that it plays"),
          entry("kind", "Kind"),
          entry("event", "Event's name"),
          entry("filter", "Only events where"),
          entry("direction", "Direction"),
          entry("category", "About"),
          entry("window", "Window, days"),
          entry("unit", "Unit of measure"),
          entry("attribute", "Attribute with the value"),
          entry("quantile", "Quantile"),
          entry("denominator", "Denominator's event"),
          entry("threshold", "Threshold"),
          entry("action", "At a breach"),
          entry("baseline", "Control's expected value"),
          entry("sd", "Standard deviation over units"));

  private static final Map<String, String> HINTS =
      Map.ofEntries(
          entry("key", "1 to 64 of a-z, 0-9, '_' and '-'; never used again"),
          entry("hypothesis", "What is expected, and why; needed to submit"),
          entry("owner", "The person or team that answers for it"),
          entry("tags", "Apart by commas"),
          entry("traffic", "Share of the eligible units that take part"),
          entry("eligibility", "CEL over the unit's attributes; empty: everybody"),
          entry("layer.name", "For mutual exclusion; empty: none"),
          entry("layer.from", "0 to 9,999"),
          entry("layer.to", "Up to 10,000"),
          entry("flag", "Key of the flag that the experiment drives; empty: none"),
          entry("plan.looks", "For the group sequential design: 25, 50, 75, 100"),
          entry("plan.baseline", "12 % or 0.12 for a share, else in the metric's unit"),
          entry("plan.sd", "Not for a share, whose value says it"),
          entry("plan.mde", "Relative to control: 5 is a change of 5 %"),
          entry("plan.units", "All variants together"),
          entry("plan.days", "Empty: computed at submission"),
          entry("plan.size", "Empty: computed at submission"),
          entry("plan.lookback", "Empty: no covariate"),
          entry("plan.correlation", "0 to 1; the plan then needs fewer units"),
          entry("plan.exclusions", "CEL over an event's attributes, one rule a line"),
          entry("plan.segments", "Attributes of the first exposure, one a line"),
          entry("plan.justification", "Needed for more than 4"));

  private static final Map<String, String> ROW_HINTS =
      Map.ofEntries(
          entry("payload", "JSON, or else text"),
          entry("filter", "CEL over the event's attributes; empty: all"),
          entry("window", "Since a unit's first exposure; empty: until enrolment ends"),
          entry("unit", "ms, EUR"),
          entry("attribute", "Empty: the event's own value"),
          entry("quantile", "Such as 0.95"),
          entry("denominator", "For a ratio"),
          entry("threshold", "< 1% increase from control"),
          entry("baseline", "Empty: it is not said what harm the plan finds"));

  private FormNames() {}

  /** Whether the form has such a field. */
  static boolean isField(String name) {
    return LABELS.containsKey(name)
        || name.startsWith("primary.") && ROW_LABELS.containsKey(name.substring(8))
        || row(name).filter(it -> ROW_LABELS.containsKey(it.group(3))).isPresent();
  }

  static Optional<Matcher> row(String name) {
    var matcher = ROW.matcher(name);
    return matcher.matches() ? Optional.of(matcher) : Optional.empty();
  }

  /** What stands before the field. */
  static String label(String name) {
    return LABELS.getOrDefault(name, ROW_LABELS.getOrDefault(last(name), name));
  }

  /** The same by itself: with the row that it stands in. */
  static String whole(String name) {
    if (name.startsWith("primary.")) {
      return "Primary metric: " + label(name);
    }
    return row(name)
        .map(it -> title(it.group(1), Integer.parseInt(it.group(2))) + ": " + label(name))
        .orElseGet(() -> label(name));
  }

  /** What a row is called. */
  static String title(String group, int index) {
    return switch (group) {
          case "variants" -> "Variant ";
          case "secondary" -> "Other metric ";
          default -> "Guardrail ";
        }
        + (index + 1);
  }

  static String hint(String name) {
    return LABELS.containsKey(name)
        ? HINTS.getOrDefault(name, "")
        : ROW_HINTS.getOrDefault(last(name), "");
  }

  /** The field of a path below {@code definition.} that is in no list. */
  static String ofDefinition(String path) {
    var list = ELEMENT.matcher(path).replaceAll("");
    return PATHS.getOrDefault(list, list);
  }

  /** The field in its row of a path below a metric of the definition. */
  static String ofMetric(String path) {
    return METRIC_PATHS.getOrDefault(path, last(path));
  }

  private static String last(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
