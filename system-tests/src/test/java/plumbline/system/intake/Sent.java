package plumbline.system.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Timestamps;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import plumbline.proto.tracking.v1.Event;

/** All that was ever sent, a row for each event and unit, and how it is held against the tables. */
final class Sent {
  private static final int SHOWN = 5;

  private final String prefix;
  private final Set<String> rows = ConcurrentHashMap.newKeySet();
  private final Set<String> keys = ConcurrentHashMap.newKeySet();

  /**
   * Nothing yet.
   *
   * @param prefix what the ids of all units begin with, and those of nobody else
   */
  Sent(String prefix) {
    this.prefix = prefix;
  }

  /** To be called before a batch is sent: from then on it may be stored. */
  void add(List<Event> batch) {
    for (var event : batch) {
      for (var unit : event.getUnitsMap().values()) {
        var key = unit + "|" + event.getEventId();
        keys.add(key);
        rows.add(key + "|" + Timestamps.toMicros(event.getOccurredAt()) + "|" + body(event));
      }
    }
  }

  /** Rows that must be there. */
  int size() {
    return rows.size();
  }

  /**
   * After all was acknowledged: each row is stored once as it was sent, has its key, and there is
   * nothing else.
   *
   * @param why what to say of the run where it does not hold
   */
  void verifyStoredOnce(String why) throws SQLException {
    var stored = stored();
    hold(new HashSet<>(stored), rows, "events, " + why);
    assertThat(stored).as("rows, " + why).hasSize(rows.size());
    hold(new HashSet<>(storedKeys()), keys, "keys, " + why);
  }

  private List<String> stored() throws SQLException {
    return IntakeStack.ask(
        """
        SELECT concat_ws('|', unit, event_id, (extract(epoch FROM occurred_at) * 1000000)::bigint,
                         name, value_micros, experiment, variant)
        FROM event WHERE unit LIKE '%s-%%'
        """
            .formatted(prefix));
  }

  private List<String> storedKeys() throws SQLException {
    return IntakeStack.ask(
        "SELECT concat_ws('|', unit, event_id) FROM event_key WHERE unit LIKE '%s-%%'"
            .formatted(prefix));
  }

  private static void hold(Set<String> stored, Set<String> sent, String what) {
    assertThat(without(sent, stored)).as("acknowledged and not stored: " + what).isEmpty();
    assertThat(without(stored, sent)).as("stored and never sent: " + what).isEmpty();
  }

  private static List<String> without(Set<String> some, Set<String> others) {
    return some.stream().filter(it -> !others.contains(it)).limit(SHOWN).toList();
  }

  private static String body(Event event) {
    return event.hasExposure()
        ? event.getExposure().getExperiment() + "|" + event.getExposure().getVariant()
        : event.getName() + "|" + event.getValueMicros();
  }
}
