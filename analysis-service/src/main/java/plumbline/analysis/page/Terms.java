package plumbline.analysis.page;

import java.util.Locale;
import java.util.regex.Pattern;

/** Sentences of the contract with its terms as people write them. */
public final class Terms {
  private static final Pattern TERM =
      Pattern.compile(
          "\\b(?:METRIC_(?:ROLE|KIND|CATEGORY|DIRECTION)|DESIGN|DECISION_OUTCOME|EXPERIMENT_STATE|GUARDRAIL_ACTION|CORRECTION"
              + "|UNIT_TYPE|RATIO_TERM)_([A-Z_]+)\\b");

  private Terms() {}

  /** {@code DESIGN_GROUP_SEQUENTIAL} as {@code group sequential}. */
  public static String plain(String sentence) {
    return TERM.matcher(sentence)
        .replaceAll(it -> it.group(1).toLowerCase(Locale.ROOT).replace('_', ' '));
  }
}
