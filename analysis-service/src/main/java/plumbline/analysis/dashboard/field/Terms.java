package plumbline.analysis.dashboard.field;

import java.util.Locale;
import java.util.regex.Pattern;
import plumbline.analysis.page.Problem;
import plumbline.kit.failure.Violation;

/** Sentences of the contract with its terms as people write them. */
public final class Terms {
  private static final Pattern TERM =
      Pattern.compile(
          "\\b(?:METRIC_(?:ROLE|KIND|CATEGORY|DIRECTION)|DESIGN|GUARDRAIL_ACTION|CORRECTION"
              + "|UNIT_TYPE|RATIO_TERM)_([A-Z_]+)\\b");

  private Terms() {}

  /** {@code DESIGN_GROUP_SEQUENTIAL} as {@code group sequential}. */
  public static String plain(String sentence) {
    return TERM.matcher(sentence)
        .replaceAll(it -> it.group(1).toLowerCase(Locale.ROOT).replace('_', ' '));
  }

  /** What went wrong, in such sentences. */
  public static Problem plain(Problem problem) {
    return new Problem(
        plain(problem.message()),
        problem.violations().stream()
            .map(it -> new Violation(it.field(), plain(it.description())))
            .toList());
  }
}
