package plumbline.engine.fold;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One stored event of one unit. */
public sealed interface UnitEvent {

  /** The client's key for the event, unique for the unit. */
  String eventId();

  /** When it happened, in microseconds since 1970-01-01T00:00:00Z. */
  long occurredAt();

  /**
   * What its sender said of it, by name, at most 32: String, Boolean or BigDecimal. They may be
   * left out where no metric and no exclusion reads them, and where the plan has no segments.
   */
  Map<String, ?> attributes();

  /** The unit saw a variant of an experiment. */
  record Exposure(
      String eventId, long occurredAt, String experiment, String variant, Map<String, ?> attributes)
      implements UnitEvent {
    public Exposure {
      attributes = Map.copyOf(attributes);
    }

    /** Of which nothing is said. */
    public Exposure(String eventId, long occurredAt, String experiment, String variant) {
      this(eventId, occurredAt, experiment, variant, Map.of());
    }
  }

  /**
   * Something that metrics count; it names no experiment.
   *
   * @param valueMicros in micro-units (1e-6); null where the event carries none, which sums as 0
   */
  record Outcome(
      String eventId,
      long occurredAt,
      String name,
      @Nullable Long valueMicros,
      Map<String, ?> attributes)
      implements UnitEvent {
    public Outcome {
      attributes = Map.copyOf(attributes);
    }
  }
}
