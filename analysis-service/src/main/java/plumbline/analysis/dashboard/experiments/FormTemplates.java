package plumbline.analysis.dashboard.experiments;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import plumbline.analysis.dashboard.field.Field;
import plumbline.analysis.dashboard.field.Range;

/** The form, and the plan beside it. */
@CheckedTemplate(basePath = "experiments")
final class FormTemplates {
  private FormTemplates() {}

  static native TemplateInstance form(FormView view);

  /**
   * The plan alone.
   *
   * @param swappedFields fields to be shown anew, as their sliders moved
   * @param swappedRanges sliders to be shown anew, as their fields changed
   */
  static native TemplateInstance plan(
      FormView view, List<Field> swappedFields, List<Range> swappedRanges);
}
