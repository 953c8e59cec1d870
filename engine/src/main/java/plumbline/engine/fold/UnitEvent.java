package plumbline.engine.fold;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One stored event of one unit. */
public sealed interface UnitEvent {

  /** The client's key for the event, unique for the unit. */
  String eventId();

  /** When it happened, in microseconds since 1970-01-01T00:00:00Z. */
  long occurredAt();

  /** The unit saw a variant of an experiment. */
  record Exposure(String eventId, long occurredAt, String experiment, String variant)
      implements UnitEvent {}

  /**
   * Something that metrics count; it names no experiment.
   *
   * @param valueMicros in micro-units (1e-6); null where the event carries none, which sums as 0
   * @param attributes by name, at most 32: String, Boolean or BigDecimal; they may be left out
   *     where no metric of the event's name {@link FoldMetric#readsAttributes reads} them
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
