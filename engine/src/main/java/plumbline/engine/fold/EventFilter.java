package plumbline.engine.fold;

import java.util.Map;

/**
 * Which of a metric's events count, by what their senders said of them. Immutable and thread-safe;
 * the same event always gets the same answer, or sums could not be undone.
 */
@FunctionalInterface
public interface EventFilter {
  /** Every event, without a look at the attributes. */
  EventFilter ALL = _ -> true;

  /** No event. */
  EventFilter NONE = _ -> false;

  /**
   * Whether the event counts. Never throws: what cannot be decided does not count.
   *
   * @param attributes by name, at most 32: String, Boolean or BigDecimal
   */
  boolean includes(Map<String, ?> attributes);
}
