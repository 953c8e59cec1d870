package plumbline.tracking.intake;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import plumbline.tracking.unit.UnitKey;
import plumbline.tracking.unit.UnitType;

/**
 * A valid event.
 *
 * @param id the client's retry key
 * @param units type to id; the event is stored and counted once for each
 * @param occurredAt when, truncated to the microsecond
 * @param body what happened
 * @param attributes by key: String, Double or Boolean
 */
record Event(
    String id,
    SortedMap<UnitType, String> units,
    Instant occurredAt,
    Body body,
    SortedMap<String, Object> attributes) {

  /** What happened. */
  sealed interface Body {}

  /** The units saw a variant of an experiment. */
  record Exposure(String experiment, String variant) implements Body {}

  /** The units did something; the value is in micro-units (1e-6). */
  record Outcome(String name, @Nullable Long valueMicros) implements Body {}

  /** What the event is unique by, for one of its units. */
  record Key(UnitType type, String unit, String eventId) implements Comparable<Key> {
    // Every batch takes its locks in this order, so that overlapping batches do not deadlock.
    @Override
    public int compareTo(Key other) {
      var byUnit = unit.compareTo(other.unit);
      if (byUnit != 0) {
        return byUnit;
      }
      var byType = type.compareTo(other.type);
      return byType != 0 ? byType : eventId.compareTo(other.eventId);
    }
  }

  /** Its first unit that is among these. */
  Optional<UnitType> unitAmong(Set<UnitKey> some) {
    return units.entrySet().stream()
        .filter(unit -> some.contains(new UnitKey(unit.getKey().number(), unit.getValue())))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  List<Key> keys() {
    return units.entrySet().stream()
        .map((Map.Entry<UnitType, String> unit) -> new Key(unit.getKey(), unit.getValue(), id))
        .toList();
  }
}
