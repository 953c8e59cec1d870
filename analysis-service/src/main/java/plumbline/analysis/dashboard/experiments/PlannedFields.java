package plumbline.analysis.dashboard.experiments;

import static java.util.Map.entry;

import java.util.Map;
import java.util.regex.Pattern;
import plumbline.analysis.page.Problem;

/** Where the form has what a plan was asked with. */
final class PlannedFields {
  private static final Pattern ELEMENT = Pattern.compile("\\[[0-9]+]");

  private static final Map<String, String> FIELDS =
      Map.ofEntries(
          entry("stated.kind", "primary.kind"),
          entry("stated.value", "plan.baseline"),
          entry("stated.standard_deviation", "plan.sd"),
          entry("direction", "primary.direction"),
          entry("mde_relative", "plan.mde"),
          entry("alpha", "plan.alpha"),
          entry("power", "plan.power"),
          entry("design", "plan.design"),
          entry("looks", "plan.looks"),
          entry("weights", "variants"),
          entry("covariate_correlation", "plan.correlation"),
          entry("expected_units_per_day", "plan.units"),
          entry("maximum_duration", "plan.longest"),
          entry("guardrails.threshold", "A guardrail's threshold"),
          entry("guardrails.baseline.value", "A guardrail's expected value"),
          entry("guardrails.baseline.standard_deviation", "A guardrail's standard deviation"));

  private PlannedFields() {}

  static Problem placed(Problem problem) {
    return problem.named(path -> {
      var plain = ELEMENT.matcher(path).replaceAll("");
      return FIELDS.getOrDefault(plain, plain);
    });
  }
}
