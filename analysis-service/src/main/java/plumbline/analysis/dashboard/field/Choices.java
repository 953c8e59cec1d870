package plumbline.analysis.dashboard.field;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import plumbline.proto.assignment.v1.Correction;
import plumbline.proto.assignment.v1.Design;
import plumbline.proto.assignment.v1.GuardrailAction;
import plumbline.proto.assignment.v1.MetricCategory;
import plumbline.proto.assignment.v1.MetricDirection;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.assignment.v1.UnitType;

/** The contract's terms, to be chosen from. */
public final class Choices {
  private Choices() {}

  /** Kinds of metrics. */
  public static List<Option> kinds(String chosen) {
    return options(MetricKind.values(), Choices::kind, chosen, "Not chosen yet");
  }

  /** Which way is better. */
  public static List<Option> directions(String chosen, String none) {
    return options(MetricDirection.values(), Choices::direction, chosen, none);
  }

  /** What a metric is about. */
  public static List<Option> categories(String chosen) {
    return options(MetricCategory.values(), Choices::category, chosen, "None of these");
  }

  /** Statistical designs. */
  public static List<Option> designs(String chosen) {
    return options(Design.values(), Choices::design, chosen, "Not chosen yet");
  }

  /** What happens at a breach. */
  public static List<Option> actions(String chosen) {
    return options(GuardrailAction.values(), Choices::action, chosen, "Not chosen yet");
  }

  /** What is randomised. */
  public static List<Option> unitTypes(String chosen) {
    return options(UnitType.values(), Choices::unitType, chosen, "Not chosen yet");
  }

  /** Corrections for several comparisons. */
  public static List<Option> corrections(String chosen) {
    return options(Correction.values(), Choices::correction, chosen, "Holm, as usual");
  }

  /** All terms with a word, after what no choice means. */
  private static <E extends Enum<E>> List<Option> options(
      E[] terms, Function<E, String> word, String chosen, String none) {
    var all =
        Arrays.stream(terms)
            .filter(it -> !word.apply(it).isEmpty())
            .map(it -> new Option(it.name(), word.apply(it), it.name().equals(chosen)));
    return Stream.concat(Stream.of(new Option("", none, chosen.isEmpty())), all).toList();
  }

  private static String kind(MetricKind kind) {
    return switch (kind) {
      case METRIC_KIND_PROPORTION -> "Share of units with an event (proportion)";
      case METRIC_KIND_COUNT -> "Events per unit (count)";
      case METRIC_KIND_MEAN -> "Value per unit (mean)";
      case METRIC_KIND_RATIO -> "Ratio of two sums";
      case METRIC_KIND_QUANTILE -> "Quantile of the values";
      case METRIC_KIND_UNSPECIFIED, UNRECOGNIZED -> "";
    };
  }

  private static String direction(MetricDirection direction) {
    return switch (direction) {
      case METRIC_DIRECTION_INCREASE -> "Higher is better";
      case METRIC_DIRECTION_DECREASE -> "Lower is better";
      case METRIC_DIRECTION_UNSPECIFIED, UNRECOGNIZED -> "";
    };
  }

  private static String category(MetricCategory category) {
    return switch (category) {
      case METRIC_CATEGORY_ERROR -> "Errors";
      case METRIC_CATEGORY_LATENCY -> "Latency";
      case METRIC_CATEGORY_CRASH -> "Crashes";
      case METRIC_CATEGORY_SUPPORT -> "Support";
      case METRIC_CATEGORY_BUSINESS -> "Business";
      case METRIC_CATEGORY_UNSPECIFIED, UNRECOGNIZED -> "";
    };
  }

  private static String design(Design design) {
    return switch (design) {
      case DESIGN_FIXED_HORIZON -> "Fixed horizon: one verdict at the end";
      case DESIGN_ALWAYS_VALID -> "Always valid: may be looked at all the time";
      case DESIGN_GROUP_SEQUENTIAL -> "Group sequential: a few planned looks";
      case DESIGN_UNSPECIFIED, UNRECOGNIZED -> "";
    };
  }

  private static String action(GuardrailAction action) {
    return switch (action) {
      case GUARDRAIL_ACTION_HALT -> "Halt: everybody gets control at once";
      case GUARDRAIL_ACTION_ALERT -> "Alert: people are told";
      case GUARDRAIL_ACTION_UNSPECIFIED, UNRECOGNIZED -> "";
    };
  }

  private static String unitType(UnitType type) {
    return switch (type) {
      case UNIT_TYPE_USER -> "User";
      case UNIT_TYPE_ACCOUNT -> "Account";
      case UNIT_TYPE_DEVICE -> "Device";
      case UNIT_TYPE_UNSPECIFIED, UNRECOGNIZED -> "";
    };
  }

  private static String correction(Correction correction) {
    return switch (correction) {
      case CORRECTION_HOLM -> "Holm";
      case CORRECTION_BONFERRONI -> "Bonferroni";
      case CORRECTION_HOCHBERG -> "Hochberg";
      case CORRECTION_HOMMEL -> "Hommel";
      case CORRECTION_BENJAMINI_HOCHBERG -> "Benjamini and Hochberg (false discovery rate)";
      case CORRECTION_BENJAMINI_YEKUTIELI -> "Benjamini and Yekutieli (false discovery rate)";
      case CORRECTION_DUNNETT -> "Dunnett (many treatments against control)";
      case CORRECTION_NONE -> "None";
      case CORRECTION_UNSPECIFIED, UNRECOGNIZED -> "";
    };
  }
}
