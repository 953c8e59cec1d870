package plumbline.tracking.intake;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import plumbline.tracking.unit.UnitKey;

/**
 * Events that are stored in one transaction, no two of which give one key different content: then
 * the order within the batch does not matter, only what is stored already.
 */
final class Batch {
  private final List<Event> events = new ArrayList<>();
  private final SortedMap<Event.Key, Buffer> digests = new TreeMap<>();

  /** Splits events into batches, keeping their order. Nearly always there is one. */
  static List<Batch> split(List<Event> events) {
    var batches = new ArrayList<Batch>();
    var current = new Batch();
    for (var event : events) {
      var digest = EventDigest.of(event);
      if (!current.agrees(event, digest)) {
        batches.add(current);
        current = new Batch();
      }
      current.add(event, digest);
    }
    batches.add(current);
    return batches;
  }

  private boolean agrees(Event event, Buffer digest) {
    for (var key : event.keys()) {
      if (!digests.getOrDefault(key, digest).equals(digest)) {
        return false;
      }
    }
    return true;
  }

  private void add(Event event, Buffer digest) {
    events.add(event);
    for (var key : event.keys()) {
      digests.put(key, digest);
    }
  }

  /** Every unit of its events. */
  Set<UnitKey> units() {
    var units = new HashSet<UnitKey>();
    digests.keySet().forEach(key -> units.add(new UnitKey(key.type().number(), key.unit())));
    return units;
  }

  /** The same without the events of these units. */
  Batch without(Set<UnitKey> units) {
    if (units.isEmpty()) {
      return this;
    }
    var rest = new Batch();
    for (var event : events) {
      if (event.unitAmong(units).isEmpty()) {
        rest.add(event, Objects.requireNonNull(digests.get(event.keys().getFirst())));
      }
    }
    return rest;
  }

  List<Event> events() {
    return events;
  }

  /** Every key with its event's digest, sorted. */
  SortedMap<Event.Key, Buffer> digests() {
    return digests;
  }
}
