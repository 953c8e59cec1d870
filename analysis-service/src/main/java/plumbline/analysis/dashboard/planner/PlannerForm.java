package plumbline.analysis.dashboard.planner;

import static java.util.Map.entry;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import plumbline.analysis.dashboard.field.Choices;
import plumbline.analysis.dashboard.field.Field;
import plumbline.analysis.dashboard.field.Option;
import plumbline.analysis.dashboard.field.Range;
import plumbline.proto.assignment.v1.Design;
import plumbline.proto.assignment.v1.MetricDirection;
import plumbline.proto.assignment.v1.MetricKind;

/**
 * The planner's form.
 *
 * @param values as they were typed, by the names of the fields
 * @param wrong what is wrong with a field, by its name
 */
public record PlannerForm(Map<String, String> values, Map<String, String> wrong) {
  static final String RECORDED = "recorded";

  private static final String URL = "/planner/plan";

  /** What the form begins with: a share of one in ten, and a change of a tenth of it. */
  private static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          entry("source", "stated"),
          entry("kind", MetricKind.METRIC_KIND_PROPORTION.name()),
          entry("value", "10 %"),
          entry("direction", MetricDirection.METRIC_DIRECTION_INCREASE.name()),
          entry("mde", "10"),
          entry("alpha", "0.05"),
          entry("power", "80"),
          entry("design", Design.DESIGN_FIXED_HORIZON.name()),
          entry("weights", "50, 50"),
          entry("units", "2000"),
          entry("traffic", "100"),
          entry("days", "90"));

  private static final Map<String, String> LABELS =
      Map.ofEntries(
          entry("source", "Baseline"),
          entry("kind", "Kind of metric"),
          entry("value", "Control's value"),
          entry("sd", "Standard deviation over units"),
          entry("experiment", "Experiment"),
          entry("metric", "Metric of that experiment"),
          entry("direction", "Direction"),
          entry("mde", "Smallest change worth finding (MDE), %"),
          entry("alpha", "Significance level (alpha)"),
          entry("power", "Power, %"),
          entry("design", "Design"),
          entry("looks", "Looks, % of the planned information"),
          entry("weights", "Allocation, %"),
          entry("correlation", "Correlation with a covariate (CUPED)"),
          entry("units", "New eligible units a day"),
          entry("traffic", "Traffic, %"),
          entry("days", "Longest enrolment, days"),
          entry("guardrail.metric", "Guardrail's metric"),
          entry("guardrail.threshold", "Threshold"),
          entry("guardrail.action", "At a breach"),
          entry("guardrail.kind", "Kind of the guardrail's metric"),
          entry("guardrail.value", "Its value in control"),
          entry("guardrail.sd", "Its standard deviation over units"),
          entry("guardrail.unit", "Its unit of measure"));

  private static final Map<String, String> HINTS =
      Map.ofEntries(
          entry("value", "10 % or 0.1 for a share, else in the metric's unit"),
          entry("sd", "Not for a share, whose value says it"),
          entry("mde", "Relative to control: 5 is a change of 5 %"),
          entry("looks", "For the group sequential design: 25, 50, 75, 100"),
          entry("weights", "Control's first, then each treatment's: 50, 50"),
          entry("correlation", "0 to 1; empty: no covariate"),
          entry("units", "All variants together; empty: unknown"),
          entry("traffic", "Share of them that takes part"),
          entry("guardrail.metric", "Its key; empty: no guardrail"),
          entry("guardrail.threshold", "< 1% increase from control"));

  public PlannerForm {
    values = Map.copyOf(values);
    wrong = Map.copyOf(wrong);
  }

  /** What people call a field. */
  static String label(String field) {
    return LABELS.getOrDefault(field, field);
  }

  /** What was sent; the defaults where nothing was. */
  static PlannerForm of(Map<String, String> sent) {
    var known = new HashMap<>(sent);
    known.keySet().retainAll(LABELS.keySet());
    return new PlannerForm(known.isEmpty() ? DEFAULTS : known, Map.of());
  }

  /** With a slider's value in its field. */
  PlannerForm moved(String slider, String value) {
    var name = slider.substring(0, slider.length() - Range.SUFFIX.length());
    if (!LABELS.containsKey(name)) {
      return this;
    }
    var changed = new HashMap<>(values);
    changed.put(name, value);
    return new PlannerForm(changed, wrong);
  }

  PlannerForm with(Map<String, String> whatIsWrong) {
    return new PlannerForm(values, whatIsWrong);
  }

  /** One of the fields. */
  public Field field(String name) {
    return new Field(
        name,
        label(name),
        HINTS.getOrDefault(name, ""),
        value(name),
        wrong.getOrDefault(name, ""),
        options(name));
  }

  /** One of the fields that have a slider. */
  public Range range(String name) {
    return switch (name) {
      case "mde" -> new Range(field(name), "0.5", "50", "0.5", false, URL);
      case "power" -> new Range(field(name), "55", "99", "1", false, URL);
      default -> new Range(field(name), "100", "100000", "100", false, URL);
    };
  }

  /** All fields that have one. */
  public List<Range> ranges() {
    return List.of(range("mde"), range("power"), range("units"));
  }

  private String value(String name) {
    return values.getOrDefault(name, "");
  }

  private List<Option> options(String name) {
    var chosen = value(name);
    return switch (name) {
      case "source" ->
          List.of(
              new Option("stated", "Stated here", !chosen.equals(RECORDED)),
              new Option(RECORDED, "Recorded by an experiment", chosen.equals(RECORDED)));
      case "kind", "guardrail.kind" -> Choices.kinds(chosen);
      case "direction" -> Choices.directions(chosen, "As the recorded metric has it");
      case "design" -> Choices.designs(chosen);
      case "guardrail.action" -> Choices.actions(chosen);
      default -> List.of();
    };
  }
}
