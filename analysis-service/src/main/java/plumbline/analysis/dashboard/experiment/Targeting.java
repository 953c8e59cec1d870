package plumbline.analysis.dashboard.experiment;

import java.util.ArrayList;
import java.util.List;
import plumbline.analysis.dashboard.experiment.OverviewView.TargetView;
import plumbline.engine.analysis.Figures;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.LayerSlots;
import plumbline.proto.assignment.v1.Prerequisite;

/** Who takes part, in words. */
final class Targeting {
  private static final double SLOTS = 10_000;

  private Targeting() {}

  static List<TargetView> of(Experiment experiment) {
    var definition = experiment.getDefinition();
    var all = new ArrayList<TargetView>();
    all.add(words("Traffic", traffic(experiment)));
    all.add(
        definition.getEligibility().isEmpty()
            ? words("Eligibility", "Everybody is eligible.")
            : new TargetView(
                "Eligibility",
                "Only units for which this holds, by the attributes that the caller sends:",
                definition.getEligibility(),
                ""));
    if (definition.hasLayer()) {
      all.add(words("Layer", layer(definition.getLayer())));
    }
    if (definition.getHoldoutsCount() > 0) {
      all.add(
          words(
              "Holdouts",
              "Units of %s never take part."
                  .formatted(String.join(", ", definition.getHoldoutsList()))));
    }
    definition.getPrerequisitesList().forEach(it -> all.add(prerequisite(it)));
    if (definition.getOverridesCount() > 0) {
      all.add(
          words(
              "Overrides",
              "%s always see one variant and are never analysed."
                  .formatted(Labels.count(definition.getOverridesCount(), "unit"))));
    }
    flag(definition, all);
    return all;
  }

  private static String traffic(Experiment experiment) {
    var definition = experiment.getDefinition();
    var planned = definition.hasTraffic() ? definition.getTraffic() : 1;
    var now = experiment.hasTraffic() ? experiment.getTraffic() : planned;
    var sentence = "%s of the eligible units take part.".formatted(Figures.percent(now));
    if (definition.getRampCount() == 0) {
      return sentence;
    }
    var steps =
        definition.getRampList().stream()
            .map(it ->
                "%s after %s"
                    .formatted(Figures.percent(it.getTraffic()), Labels.days(it.getAfterStart())))
            .toList();
    return sentence + " It grows by itself after the start: " + String.join(", ", steps) + ".";
  }

  private static String layer(LayerSlots layer) {
    return "Only units in %s of layer %s (slots %s to %s), which no other experiment of the layer gets."
        .formatted(
            Figures.percent((layer.getToSlot() - layer.getFromSlot()) / SLOTS),
            layer.getLayer(),
            Figures.count(layer.getFromSlot()),
            Figures.count(layer.getToSlot() - 1L));
  }

  private static TargetView prerequisite(Prerequisite it) {
    return it.hasValue()
        ? new TargetView(
            "Prerequisite",
            "Only units that flag %s gives this value:".formatted(it.getKey()),
            Labels.json(true, it.getValue()),
            "/flags/" + it.getKey())
        : new TargetView(
            "Prerequisite",
            "Only units that are in variant %s of experiment %s."
                .formatted(it.getVariant(), it.getKey()),
            "",
            "/experiments/" + it.getKey());
  }

  private static void flag(ExperimentDefinition definition, List<TargetView> all) {
    if (!definition.getFlag().isEmpty()) {
      all.add(
          new TargetView(
              "Flag",
              "It drives flag %s.".formatted(definition.getFlag()),
              "",
              "/flags/" + definition.getFlag()));
    }
  }

  private static TargetView words(String label, String sentence) {
    return new TargetView(label, sentence, "", "");
  }
}
