package plumbline.engine.fold;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Events, and what each of them adds.
 *
 * @param eventName the events that count
 * @param filter which of them
 * @param value what each of them adds, in micro-units; null: one, it is events that are counted
 */
public record EventSource(String eventName, EventFilter filter, @Nullable EventValue value) {

  /** Events, counted. */
  public static EventSource events(String name, EventFilter filter) {
    return new EventSource(name, filter, null);
  }

  /** Whether its events' attributes matter. */
  public boolean readsAttributes() {
    return filter != EventFilter.ALL || value instanceof EventValue.Attribute;
  }

  boolean includes(UnitEvent.Outcome event) {
    return event.name().equals(eventName) && filter.includes(event.attributes());
  }

  /** What an event adds that is included. */
  BigInteger amount(UnitEvent.Outcome event) {
    if (value == null) {
      return BigInteger.ONE;
    }
    var micros = value.micros(event);
    return micros == null ? BigInteger.ZERO : BigInteger.valueOf(micros);
  }
}
