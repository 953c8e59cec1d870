package plumbline.analysis.dashboard.experiments;

import plumbline.analysis.dashboard.field.Field;

/**
 * One variant or one metric in the form.
 *
 * @param name before the names of its fields
 * @param title what people call it
 */
public record FormRow(FormView view, String name, String title, int index) {
  /** One of its fields. */
  public Field field(String field) {
    return view.field(name + "." + field);
  }

  /** Which of the stored ones it is; empty: none. */
  public String from() {
    return view.value(name + ExperimentForm.FROM);
  }

  /** Whether it is the control. */
  public boolean isControl() {
    return view.value("control").equals(Integer.toString(index));
  }

  /** Whether it is defined here, not in the catalogue. */
  public boolean isOwn() {
    return view.value(name + ".source").isEmpty();
  }

  /** Whether something was typed that is seldom needed. */
  public boolean hasMore() {
    return view.isUsed(FormNames.MORE_METRIC.stream().map(field -> name + "." + field).toList());
  }

  /** For an element's id. */
  public String id() {
    return name.replace("[", "-").replace("]", "");
  }
}
