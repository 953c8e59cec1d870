package plumbline.engine.fold;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the fold needs to know of an experiment. Times are microseconds since 1970-01-01T00:00:00Z.
 *
 * @param experiment its key
 * @param variants keys, in the definition's order
 * @param start enrolment begins, inclusive
 * @param enrolEnd enrolment ends, exclusive; {@link #OPEN} while it runs
 * @param cut nothing counts from here on: halt or decision; {@link #OPEN} if neither
 * @param excludeCrossedOver whether a unit seen in two variants is left out, or analysed as first
 *     seen
 * @param metrics in the definition's order
 */
public record FoldPlan(
    String experiment,
    List<String> variants,
    long start,
    long enrolEnd,
    long cut,
    boolean excludeCrossedOver,
    List<FoldMetric> metrics) {

  /** Not over yet. */
  public static final long OPEN = Long.MAX_VALUE;

  public FoldPlan {
    variants = List.copyOf(variants);
    metrics = List.copyOf(metrics);
  }

  /** Names of the events whose attributes some metric reads. */
  public Set<String> eventsWithAttributes() {
    return metrics.stream()
        .filter(FoldMetric::readsAttributes)
        .map(FoldMetric::eventName)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether the exposure enrols its unit: of this experiment, in time, and of a variant it has. */
  boolean enrols(UnitEvent.Exposure exposure) {
    return exposure.experiment().equals(experiment)
        && start <= exposure.occurredAt()
        && exposure.occurredAt() < enrolEnd
        && variants.contains(exposure.variant());
  }
}
