package plumbline.engine.fold;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an event adds to a sum, in micro-units (1e-6). */
public sealed interface EventValue {

  /** In micro-units; null for an event without a value, which sums as 0. */
  @Nullable Long micros(UnitEvent.Outcome event);

  /** The value that the event itself carries. */
  record Own() implements EventValue {
    @Override
    public @Nullable Long micros(UnitEvent.Outcome event) {
      return event.valueMicros();
    }
  }

  /**
   * An attribute's number, to the nearest micro-unit, ties to even. It is the decimal that the
   * number is written as, so 0.1 is a tenth; what is no number, or beyond what an event's own value
   * may be, is no value.
   *
   * @param name the attribute's
   */
  record Attribute(String name) implements EventValue {
    /** Largest value that an event may carry, either way. */
    private static final BigDecimal MAX = BigDecimal.valueOf(1_000_000_000);

    private static final int MICRO = 6;

    @Override
    public @Nullable Long micros(UnitEvent.Outcome event) {
      return micros(event.attributes());
    }

    private @Nullable Long micros(Map<String, ?> attributes) {
      return attributes.get(name) instanceof BigDecimal number && number.abs().compareTo(MAX) <= 0
          ? Long.valueOf(
              number.movePointRight(MICRO).setScale(0, RoundingMode.HALF_EVEN).longValueExact())
          : null;
    }
  }
}
