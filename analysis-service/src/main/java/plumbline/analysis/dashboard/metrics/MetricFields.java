package plumbline.analysis.dashboard.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import plumbline.analysis.dashboard.field.Field;
import plumbline.analysis.dashboard.field.Option;
import plumbline.analysis.dashboard.field.Sent;
import plumbline.analysis.export.Words;
import plumbline.proto.assignment.v1.MetricCategory;
import plumbline.proto.assignment.v1.MetricDirection;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.assignment.v1.RatioTerm;

/** The fields of a metric's form, in groups. */
public final class MetricFields {
  private MetricFields() {}

  /** Fields under one legend. */
  public record Group(String legend, List<Field> entries) {
    public Group {
      entries = List.copyOf(entries);
    }
  }

  /**
   * All of them.
   *
   * @param withKey for a metric that is not there yet
   */
  static List<Group> of(Sent typed, boolean withKey) {
    return List.of(
        new Group("What it is", what(typed, withKey)),
        new Group("What is counted", counted(typed)),
        new Group("When", when(typed)),
        new Group("Only for a sum of values or a quantile", bounds(typed)),
        new Group("Only for a ratio", ratio(typed)));
  }

  private static List<Field> what(Sent typed, boolean withKey) {
    var entries = new ArrayList<Field>();
    if (withKey) {
      entries.add(
          typed.text("key", "Key", "Small letters, digits, - and _; never changes.").must());
    }
    entries.add(typed.area("description", "Description", "What it is, for people."));
    entries.add(typed.text("owner", "Owner", "The person or team that answers for it.").must());
    entries.add(typed.choice("category", "Category", "", categories("None")));
    entries.add(typed.choice("direction", "Which way is better", "", directions()).must());
    return entries;
  }

  private static List<Field> counted(Sent typed) {
    return List.of(
        typed.choice("kind", "Kind", "How events become a number.", kinds()).must(),
        typed
            .text(
                "event_name", "Event", "Name of the events that count; above the line of a ratio.")
            .must(),
        typed.text(
            "event_filter",
            "Filter",
            "CEL over an event's attributes, such as plan == \"pro\"; empty: all events."),
        typed.text(
            "value_attribute",
            "Attribute with the value",
            "Empty: the event's own value. For sums of values and quantiles."),
        typed.text("unit_of_measure", "Unit of measure", "Such as ms or EUR."));
  }

  private static List<Field> when(Sent typed) {
    return List.of(
        typed.number("delay", "Delay in days", "From first exposure to where counting starts."),
        typed.number(
            "window", "Window in days", "How long counting lasts; empty: until enrolment ends."));
  }

  private static List<Field> bounds(Sent typed) {
    return List.of(
        typed.number("cap_micros", "Cap", "Highest value of a unit's sum; sums of values only."),
        typed.number("floor_micros", "Floor", "Lowest value of a unit's sum; sums only."),
        typed.number("quantile", "Quantile", "In (0, 1), such as 0.95; quantiles only."));
  }

  private static List<Field> ratio(Sent typed) {
    return List.of(
        typed.choice("numerator", "Above the line", "What is added up.", terms()),
        typed.choice("denominator", "Below the line", "What is added up.", terms()),
        typed.text("denominator_event_name", "Event below the line", ""),
        typed.text("denominator_event_filter", "Filter below the line", ""),
        typed.text("denominator_value_attribute", "Attribute with the value below the line", ""));
  }

  /** Every category, with what none is called. */
  static List<Option> categories(String none) {
    return Stream.concat(
            Stream.of(new Option("", none)),
            Stream.of(MetricCategory.values())
                .filter(it -> !it.name().equals("UNRECOGNIZED"))
                .filter(it -> it != MetricCategory.METRIC_CATEGORY_UNSPECIFIED)
                .map(it -> new Option(it.name(), Words.of(it))))
        .toList();
  }

  private static List<Option> directions() {
    return List.of(
        new Option("", "Choose"),
        new Option(MetricDirection.METRIC_DIRECTION_INCREASE.name(), "Higher is better"),
        new Option(MetricDirection.METRIC_DIRECTION_DECREASE.name(), "Lower is better"));
  }

  private static List<Option> kinds() {
    return Stream.concat(
            Stream.of(new Option("", "Choose")),
            Stream.of(MetricKind.values())
                .filter(it -> !it.name().equals("UNRECOGNIZED"))
                .filter(it -> it != MetricKind.METRIC_KIND_UNSPECIFIED)
                .map(it -> new Option(it.name(), MetricWords.kind(it))))
        .toList();
  }

  private static List<Option> terms() {
    return List.of(
        new Option("", "Not a ratio"),
        new Option(RatioTerm.RATIO_TERM_EVENTS.name(), "Number of events"),
        new Option(RatioTerm.RATIO_TERM_VALUES.name(), "Sum of values"));
  }
}
