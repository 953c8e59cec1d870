package plumbline.analysis.dashboard.experiments;

import java.util.ArrayList;
import java.util.List;
import plumbline.analysis.dashboard.field.Choices;
import plumbline.analysis.dashboard.field.Option;
import plumbline.proto.assignment.v1.CatalogueMetric;

/** What can be chosen in the form. */
final class FormChoices {
  private static final String COUNTER = "METRIC_ROLE_COUNTER";

  private FormChoices() {}

  /** The options of a field; none where it is typed. */
  static List<Option> of(String name, String chosen, List<Option> catalogue) {
    if (name.equals("unit")) {
      return Choices.unitTypes(chosen);
    }
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "kind" -> Choices.kinds(chosen);
      case "direction" -> Choices.directions(chosen, "Not chosen yet");
      case "category" -> Choices.categories(chosen);
      case "action" -> Choices.actions(chosen);
      case "design" -> Choices.designs(chosen);
      case "correction" -> Choices.corrections(chosen);
      case "role" ->
          List.of(
              new Option("", "Secondary: judged after the primary", !chosen.equals(COUNTER)),
              new Option(
                  COUNTER, "Counter: expected to move the other way", chosen.equals(COUNTER)));
      case "source" -> sources(chosen, catalogue);
      default -> List.of();
    };
  }

  /** All of the catalogue's metrics. */
  static List<Option> catalogue(List<CatalogueMetric> metrics) {
    return metrics.stream()
        .map(it ->
            new Option(
                MetricFields.source(it.getMetric().getKey(), it.getVersion()),
                it.getMetric().getKey() + ", version " + it.getVersion(),
                false))
        .toList();
  }

  private static List<Option> sources(String chosen, List<Option> catalogue) {
    var options = new ArrayList<Option>();
    options.add(new Option("", "None: defined here", chosen.isEmpty()));
    if (!chosen.isEmpty() && catalogue.stream().noneMatch(it -> it.value().equals(chosen))) {
      options.add(new Option(chosen, chosen.replace("@", ", version ") + ", as it was", true));
    }
    catalogue.forEach(
        it -> options.add(new Option(it.value(), it.label(), it.value().equals(chosen))));
    return options;
  }
}
