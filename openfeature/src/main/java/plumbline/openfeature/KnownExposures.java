package plumbline.openfeature;

import java.util.LinkedHashMap;
import java.util.Map;

/** The exposures that are stored for certain, at most so many: those asked about longest ago go. */
final class KnownExposures {
  private final Map<Event.Seen, Boolean> known;

  KnownExposures(int most) {
    this.known =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<Event.Seen, Boolean> eldest) {
            return size() > most;
          }
        };
  }

  synchronized boolean contains(Event.Seen seen) {
    return known.get(seen) != null;
  }

  synchronized void add(Event.Seen seen) {
    known.put(seen, true);
  }
}
