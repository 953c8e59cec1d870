package plumbline.engine.fold;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * How a metric turns a unit's events into one integer.
 *
 * @param key the metric's key
 * @param kind what is added up
 * @param eventName the events that count
 * @param filter which of them
 * @param value what each of them adds; {@link Kind#MEAN} only
 * @param delay counting starts this long after the first exposure, microseconds, >= 0
 * @param window counting lasts this long, microseconds, > 0; null: until enrolment ends
 * @param floorMicros lowest value of a unit's sum, or null; {@link Kind#MEAN} only
 * @param capMicros highest value of a unit's sum, or null; {@link Kind#MEAN} only
 */
public record FoldMetric(
    String key,
    Kind kind,
    String eventName,
    EventFilter filter,
    EventValue value,
    long delay,
    @Nullable Long window,
    @Nullable Long floorMicros,
    @Nullable Long capMicros) {

  /** What is added up. */
  public enum Kind {
    /** 1 if there is at least one event, else 0. */
    PROPORTION,
    /** The number of events. */
    COUNT,
    /** The sum of the events' values in micro-units, held between floor and cap. */
    MEAN
  }

  /** Whether its events' attributes matter. */
  public boolean readsAttributes() {
    return filter != EventFilter.ALL || value instanceof EventValue.Attribute;
  }

  /** Whether an event counts for a unit first exposed at {@code first}. */
  boolean counts(UnitEvent.Outcome event, long first, FoldPlan plan) {
    return event.name().equals(eventName)
        && inTime(event.occurredAt(), first, plan)
        && filter.includes(event.attributes());
  }

  private boolean inTime(long occurredAt, long first, FoldPlan plan) {
    var from = Math.addExact(first, delay);
    // A window is cut by halt or decision alone: stopping enrolment leaves it open.
    var to = window == null ? plan.enrolEnd() : Math.min(Math.addExact(from, window), plan.cut());
    return from <= occurredAt && occurredAt < to;
  }

  BigInteger value(long events, BigInteger sumMicros) {
    return switch (kind) {
      case PROPORTION -> events > 0 ? BigInteger.ONE : BigInteger.ZERO;
      case COUNT -> BigInteger.valueOf(events);
      case MEAN -> clamp(sumMicros);
    };
  }

  private BigInteger clamp(BigInteger sum) {
    var floored = floorMicros == null ? sum : sum.max(BigInteger.valueOf(floorMicros));
    return capMicros == null ? floored : floored.min(BigInteger.valueOf(capMicros));
  }
}
