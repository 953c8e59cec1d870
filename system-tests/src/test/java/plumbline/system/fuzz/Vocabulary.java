package plumbline.system.fuzz;

import java.util.List;
import java.util.Map;
import java.util.Random;

/** What could stand in a field of text, by its name. */
final class Vocabulary {
  /** Things that are there; the tests make them first. */
  static final List<String> EXPERIMENTS = List.of("fuzz-draft", "fuzz-running", "fuzz-ended");

  static final String FLAG = "fuzz-flag";
  static final String METRIC = "fuzz-metric";
  static final String HOLDOUT = "fuzz-holdout";

  private static final List<String> NAMES =
      List.of("control", "treatment", "orders", "order", "user", "account", "country", "new-key");

  private static final Map<String, List<String>> BY_FIELD =
      Map.of(
          "key", List.of("fuzz-draft", "fuzz-running", "fuzz-ended", FLAG, METRIC, HOLDOUT),
          "experiment", EXPERIMENTS,
          "flag_key", List.of(FLAG),
          "variant", List.of("control", "treatment"),
          "unit", List.of("u1", "u2", "robot"),
          "unit_type", List.of("user", "account", "device"),
          "metric", List.of("orders", METRIC),
          "threshold", List.of("< 1pp increase from control", "< 200ms increase from control"),
          "page_token", List.of("fuzz-draft", "MTIz", "2026-01-01T00:00:00Z"));

  private Vocabulary() {}

  static String text(Random random, String field) {
    if (isRule(field) && random.nextInt(4) > 0) {
      return Rules.any(random);
    }
    if (field.equals("yaml") && random.nextInt(4) > 0) {
      return Yamls.any(random);
    }
    var fitting = BY_FIELD.getOrDefault(field, NAMES);
    return switch (random.nextInt(5)) {
      case 0, 1 -> fitting.get(random.nextInt(fitting.size()));
      case 2 -> NAMES.get(random.nextInt(NAMES.size()));
      default -> Nasty.string(random);
    };
  }

  private static boolean isRule(String field) {
    return field.equals("eligibility")
        || field.equals("condition")
        || field.equals("exclusions")
        || field.endsWith("filter");
  }
}
