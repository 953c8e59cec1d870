package plumbline.analysis.dashboard.experiment;

import java.util.Map;
import plumbline.analysis.page.Problem;

/**
 * A form that was refused, and what was typed into it.
 *
 * @param action the form's; empty: none was sent
 */
record Acted(String action, Map<String, String> fields, Problem problem) {
  static final Acted NOTHING = new Acted("", Map.of(), Problem.NONE);

  Acted {
    fields = Map.copyOf(fields);
  }

  boolean is(String form) {
    return action.equals(form);
  }

  /** What was typed; empty for other forms. */
  String typed(String form, String field) {
    return is(form) ? fields.getOrDefault(field, "") : "";
  }

  /** What is wrong with the field; else empty. */
  String wrong(String form, String field) {
    return is(form) ? problem.byField().getOrDefault(field, "") : "";
  }
}
