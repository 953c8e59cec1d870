package plumbline.engine.fold;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
 * @param exclusion which events, up to the first exposure, leave their unit out; {@link
 *     EventFilter#NONE} if nothing does
 * @param segments attributes of the first exposure by which the sums are split
 * @param covariate null: none
 * @param metrics in the definition's order
 */
public record FoldPlan(
    String experiment,
    List<String> variants,
    long start,
    long enrolEnd,
    long cut,
    boolean excludeCrossedOver,
    EventFilter exclusion,
    List<String> segments,
    @Nullable CovariateWindow covariate,
    List<FoldMetric> metrics) {

  /** Not over yet. */
  public static final long OPEN = Long.MAX_VALUE;

  public FoldPlan {
    variants = List.copyOf(variants);
    segments = List.copyOf(segments);
    metrics = List.copyOf(metrics);
  }

  /**
   * The first moment that matters: the start, less the lookback. What is older is not looked at.
   */
  public long from() {
    return covariate == null ? start : start - covariate.lookback();
  }

  /** Whether units are left out for what they did. */
  public boolean excludes() {
    return exclusion != EventFilter.NONE;
  }

  /** Names of the events that some metric counts. */
  public Set<String> eventNames() {
    var names = new HashSet<String>();
    for (var metric : metrics) {
      names.add(metric.source().eventName());
      if (metric.denominator() != null) {
        names.add(metric.denominator().eventName());
      }
    }
    return names;
  }

  /** Names of the events whose attributes some metric reads; an exclusion reads those of all. */
  public Set<String> eventsWithAttributes() {
    var names = new HashSet<String>();
    for (var metric : metrics) {
      addIfRead(names, metric.source());
      addIfRead(names, metric.denominator());
    }
    return names;
  }

  private static void addIfRead(Set<String> names, @Nullable EventSource source) {
    if (source != null && source.readsAttributes()) {
      names.add(source.eventName());
    }
  }

  /** Whether the exposure enrols its unit: of this experiment, in time, and of a variant it has. */
  public boolean enrols(UnitEvent.Exposure exposure) {
    return exposure.experiment().equals(experiment)
        && start <= exposure.occurredAt()
        && exposure.occurredAt() < enrolEnd
        && variants.contains(exposure.variant());
  }

  /** Whether the event leaves its unit out, if it came no later than the first exposure. */
  boolean leavesOut(UnitEvent event) {
    return excludes() && event.occurredAt() >= from() && exclusion.includes(event.attributes());
  }
}
