package plumbline.assignment.planning;

import java.util.List;
import plumbline.engine.planning.SampleSize;
import plumbline.engine.planning.Split.VariantUnits;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.Variant;

/** How many units a plan needs, and how many it asks for. A definition's order is kept. */
final class Sizes {
  /** More than any traffic brings; keeps sums within a long. */
  private static final long MOST_UNITS = 100_000_000_000_000L;

  private Sizes() {}

  /** Each variant's need. */
  static List<Long> inOrder(ExperimentDefinition definition, VariantUnits needed) {
    var treatments = needed.treatments().iterator();
    return definition.getVariantsList().stream()
        .map(variant -> variant.getControl() ? (Long) needed.control() : treatments.next())
        .toList();
  }

  /** The smallest variant's need. */
  static long perVariant(VariantUnits needed) {
    return needed.treatments().stream().reduce(needed.control(), Math::min);
  }

  /**
   * All units together if the smallest variant has so many, at most 1e14.
   *
   * @param perVariant above 0
   */
  static long total(ExperimentDefinition definition, long perVariant) {
    var units =
        definition.getVariantsList().stream()
            .mapToDouble(variant -> Math.ceil(units(definition, variant, perVariant)))
            .sum();
    return (long) Math.min(units, MOST_UNITS);
  }

  /** The units of control, and of the smallest treatment, if the smallest variant has so many. */
  static SampleSize arms(ExperimentDefinition definition, long perVariant) {
    var variants = definition.getVariantsList();
    return new SampleSize(
        variants.stream()
            .filter(Variant::getControl)
            .mapToDouble(control -> units(definition, control, perVariant))
            .min()
            .orElseThrow(),
        variants.stream()
            .filter(variant -> !variant.getControl())
            .mapToDouble(treatment -> units(definition, treatment, perVariant))
            .min()
            .orElseThrow());
  }

  private static double units(ExperimentDefinition definition, Variant variant, long perVariant) {
    var smallest =
        definition.getVariantsList().stream().mapToDouble(Variant::getWeight).min().orElseThrow();
    return variant.getWeight() == smallest
        ? perVariant
        : variant.getWeight() / smallest * perVariant;
  }
}
