package plumbline.localstack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import plumbline.proto.tracking.v1.Event;

class SimulatedHistoryTest {
  private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

  @Test
  void isTheSameForTheSameStart() {
    assertThat(all(START)).isEqualTo(all(START));
  }

  @Test
  void eachUserIsExposedOnceInTimeAndDoesTheRestWithinTheWindow() {
    var history = new SimulatedHistory(START);
    var ids = new HashSet<String>();
    var users = 0;
    while (history.hasNext()) {
      var events = history.next();
      users++;
      var seen = events.getFirst();
      assertThat(seen.hasExposure()).isTrue();
      assertThat(at(seen)).isBetween(START, START.plus(Duration.ofDays(14)).minusNanos(1));
      for (var event : events) {
        assertThat(ids.add(event.getEventId())).isTrue();
        assertThat(event.getUnitsMap()).isEqualTo(seen.getUnitsMap());
        assertThat(at(event)).isBetween(at(seen), at(seen).plus(Duration.ofDays(3)).minusNanos(1));
      }
      assertThat(events.subList(1, events.size())).noneMatch(Event::hasExposure);
    }
    assertThat(users).isEqualTo(SimulatedHistory.USERS);
  }

  private static List<Event> all(Instant start) {
    var history = new SimulatedHistory(start);
    var events = new ArrayList<Event>();
    while (history.hasNext()) {
      events.addAll(history.next());
    }
    return events;
  }

  private static Instant at(Event event) {
    return Instant.ofEpochSecond(0, Timestamps.toNanos(event.getOccurredAt()));
  }
}
