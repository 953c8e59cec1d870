package plumbline.analysis.dashboard.experiments;

import java.util.List;
import java.util.Map;
import plumbline.analysis.dashboard.field.Field;
import plumbline.analysis.dashboard.field.Option;
import plumbline.analysis.dashboard.field.Range;
import plumbline.analysis.dashboard.planner.PlanView;
import plumbline.analysis.page.Problem;

/**
 * The form of an experiment as a page shows it.
 *
 * @param key of the experiment that is edited; empty: it is new
 * @param problem with the names that people read
 * @param wrong what is wrong with a field, by its name
 * @param catalogue the catalogue's metrics
 * @param obstacles what submission would refuse of the stored draft
 * @param warnings what deserves a look in it
 */
public record FormView(
    String key,
    ExperimentForm form,
    Problem problem,
    Map<String, String> wrong,
    List<Option> catalogue,
    PlanView plan,
    List<String> obstacles,
    List<String> warnings) {
  private static final String PLAN = "/experiments/new/plan";
  private static final int VARIANTS = 4;
  private static final int SPARE = 2;

  public FormView {
    wrong = Map.copyOf(wrong);
    catalogue = List.copyOf(catalogue);
    obstacles = List.copyOf(obstacles);
    warnings = List.copyOf(warnings);
  }

  /** Whether there is no such experiment yet. */
  public boolean isNew() {
    return key.isEmpty();
  }

  /** Where the form is sent. */
  public String action() {
    return isNew() ? "/experiments" : "/experiments/" + key;
  }

  /** As it was typed, or a hidden field's value. */
  public String value(String name) {
    return form.value(name);
  }

  /** What is wrong with a part that is no field; empty: nothing. */
  public String wrongWith(String name) {
    return wrong.getOrDefault(name, "");
  }

  /** Whether there is something to see of the layer. */
  public boolean hasLayer() {
    return isUsed(FormNames.LAYER);
  }

  /** Whether there is something to see of what a plan seldom needs. */
  public boolean hasMorePlan() {
    return isUsed(FormNames.MORE_PLAN);
  }

  /** Whether something was typed into one of the fields, or is wrong there. */
  boolean isUsed(List<String> names) {
    return names.stream().anyMatch(it -> !value(it).isEmpty() || wrong.containsKey(it));
  }

  /** One of the fields. */
  public Field field(String name) {
    return new Field(
        name,
        FormNames.label(name),
        FormNames.hint(name),
        value(name),
        wrong.getOrDefault(name, ""),
        FormChoices.of(name, value(name), catalogue));
  }

  /** One of the fields that have a slider. */
  public Range range(String name) {
    return switch (name) {
      case "plan.mde" -> new Range(field(name), "0.5", "50", "0.5", true, PLAN);
      default -> new Range(field(name), "55", "99", "1", true, PLAN);
    };
  }

  /** The primary metric. */
  public FormRow primary() {
    return new FormRow(this, "primary", "Primary metric", 0);
  }

  /** Variants that are there, at least two. */
  public List<FormRow> variants() {
    return rows("variants", 0, Math.max(2, form.count("variants")));
  }

  /** Rows for more of them. */
  public List<FormRow> moreVariants() {
    var count = Math.max(2, form.count("variants"));
    return rows("variants", count, Math.max(VARIANTS, count));
  }

  /** Metrics beside the primary one and the guardrails. */
  public List<FormRow> others() {
    return rows("secondary", 0, form.count("secondary"));
  }

  /** Rows for more of them. */
  public List<FormRow> moreOthers() {
    var count = form.count("secondary");
    return rows("secondary", count, count + SPARE);
  }

  /** Guardrails that are there, at least the two that are needed. */
  public List<FormRow> guardrails() {
    return rows("guardrails", 0, Math.max(2, form.count("guardrails")));
  }

  /** Rows for more of them. */
  public List<FormRow> moreGuardrails() {
    var count = Math.max(2, form.count("guardrails"));
    return rows("guardrails", count, count + SPARE);
  }

  private List<FormRow> rows(String group, int from, int to) {
    return ExperimentForm.upTo(to).stream()
        .filter(it -> it >= from)
        .map(it -> new FormRow(this, group + "[" + it + "]", FormNames.title(group, it), it))
        .toList();
  }
}
