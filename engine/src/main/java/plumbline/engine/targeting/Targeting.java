package plumbline.engine.targeting;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whom an experiment may serve, before traffic and variant are asked.
 *
 * @param overrides variant, counted from 0, by the unit that always sees it
 * @param holdouts whose units take no part
 * @param eligibility by attributes
 * @param prerequisites all of which must hold
 * @param slots its part of a layer; null: it is in none
 */
public record Targeting(
    Map<String, Integer> overrides,
    List<Holdout> holdouts,
    Eligibility eligibility,
    List<Prerequisite> prerequisites,
    @Nullable Slots slots) {
  /** Nobody is treated specially. */
  public static final Targeting EVERYBODY =
      new Targeting(Map.of(), List.of(), Eligibility.EVERYBODY, List.of(), null);

  public Targeting {
    overrides = Map.copyOf(overrides);
    holdouts = List.copyOf(holdouts);
    prerequisites = List.copyOf(prerequisites);
  }
}
