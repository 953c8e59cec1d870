package plumbline.analysis.dashboard.experiments;

import java.util.List;
import java.util.regex.Pattern;
import plumbline.analysis.page.Problem;

/**
 * Where the form has what a definition holds.
 *
 * @param variants the row of each variant, such as {@code variants[0]}
 * @param metrics the row of each metric, such as {@code guardrails[1]}
 */
record Places(List<String> variants, List<String> metrics) {
  private static final String ROOT = "definition.";
  private static final Pattern ELEMENT =
      Pattern.compile("(variants|metrics)\\[([0-9]+)](\\.(.+))?");

  Places {
    variants = List.copyOf(variants);
    metrics = List.copyOf(metrics);
  }

  /** A refusal's fields as the form has them. */
  Problem placed(Problem problem) {
    return problem.named(this::field);
  }

  String field(String path) {
    if (!path.startsWith(ROOT)) {
      return path;
    }
    var inside = path.substring(ROOT.length());
    var element = ELEMENT.matcher(inside);
    if (!element.matches()) {
      return FormNames.ofDefinition(inside);
    }
    var metric = element.group(1).equals("metrics");
    var rows = metric ? metrics : variants;
    var index = Integer.parseInt(element.group(2));
    if (index >= rows.size()) {
      return element.group(1);
    }
    var rest = element.group(4) == null ? "key" : element.group(4);
    return rows.get(index) + "." + (metric ? FormNames.ofMetric(rest) : rest);
  }
}
