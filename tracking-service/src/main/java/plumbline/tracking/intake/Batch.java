package plumbline.tracking.intake;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import plumbline.tracking.unit.UnitKey;

/**
 * Events that are stored in one transaction, no two of which give one key different content: then
 * the order within the batch does not matter, only what is stored already.
 */
final class Batch {
  private static final Comparator<EventRow> BY_KEY = Comparator.comparing(EventRow::key);

  private final List<Event> events;
  private final List<Buffer> digests;
  private final Map<Event.Key, EventRow> rows;

  private Batch(int size) {
    events = new ArrayList<>(size);
    digests = new ArrayList<>(size);
    rows = HashMap.newHashMap(size);
  }

  /** Splits events into batches, keeping their order. Nearly always there is one. */
  static List<Batch> split(List<Event> events) {
    var batches = new ArrayList<Batch>();
    var current = new Batch(events.size());
    for (var event : events) {
      var digest = EventDigest.of(event);
      var keys = event.keys();
      if (!current.agrees(keys, digest)) {
        batches.add(current);
        current = new Batch(events.size());
      }
      current.add(event, keys, digest);
    }
    batches.add(current);
    return batches;
  }

  private boolean agrees(List<Event.Key> keys, Buffer digest) {
    for (var key : keys) {
      var row = rows.get(key);
      if (row != null && !row.digest().equals(digest)) {
        return false;
      }
    }
    return true;
  }

  private void add(Event event, List<Event.Key> keys, Buffer digest) {
    events.add(event);
    digests.add(digest);
    for (var key : keys) {
      rows.putIfAbsent(key, new EventRow(key, event, digest));
    }
  }

  List<Event> events() {
    return events;
  }

  /** One for each event; equal events have equal digests. */
  List<Buffer> digests() {
    return digests;
  }

  /** A row for each key, in the order in which every batch takes its locks. */
  List<EventRow> rows() {
    var sorted = new ArrayList<>(rows.values());
    sorted.sort(BY_KEY);
    return sorted;
  }

  /** The digests of the events that have a key which is known with another digest. */
  Set<Buffer> conflicting(Map<Event.Key, Buffer> known) {
    var conflicting = new HashSet<Buffer>();
    known.forEach((key, stored) -> {
      var row = rows.get(key);
      if (row != null && !row.digest().equals(stored)) {
        conflicting.add(row.digest());
      }
    });
    return conflicting;
  }

  /** Every unit of its events. */
  Set<UnitKey> units() {
    var units = new HashSet<UnitKey>();
    rows.keySet().forEach(key -> units.add(new UnitKey(key.type().number(), key.unit())));
    return units;
  }

  /** The same without the events of these units. */
  Batch without(Set<UnitKey> units) {
    if (units.isEmpty()) {
      return this;
    }
    var rest = new Batch(events.size());
    for (var i = 0; i < events.size(); i++) {
      if (events.get(i).unitAmong(units).isEmpty()) {
        rest.add(events.get(i), events.get(i).keys(), digests.get(i));
      }
    }
    return rest;
  }
}
