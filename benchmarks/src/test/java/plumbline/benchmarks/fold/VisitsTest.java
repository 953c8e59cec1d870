package plumbline.benchmarks.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import plumbline.proto.tracking.v1.Event;

class VisitsTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final int UNITS = 5_000;

  @Test
  void everyUnitDoesAsMuchAndAllOfItArrives() {
    var visits = all();
    assertThat(visits).hasSize(UNITS).allSatisfy((_, events) -> assertThat(events).hasSize(10));
    var ids = visits.values().stream().flatMap(List::stream).map(Event::getEventId);
    assertThat(ids.distinct().count()).isEqualTo(UNITS * 10L);
    assertThat(all()).isEqualTo(visits);
  }

  @Test
  void someExposuresAreLateAndSomeUnitsCrossOver() {
    var visits = all().values();
    var late = visits.stream().filter(events -> !events.getFirst().hasExposure()).count();
    assertThat(late / (double) UNITS).isCloseTo(0.1, within(0.02));
    var exposures =
        visits.stream()
            .collect(
                Collectors.groupingBy(
                    events -> events.stream().filter(Event::hasExposure).count(),
                    Collectors.counting()));
    assertThat(exposures).containsOnlyKeys(1L, 2L);
    assertThat(exposures.getOrDefault(2L, 0L) / (double) UNITS).isCloseTo(0.01, within(0.006));
  }

  @Test
  void theEventsOfAUnitAreFarFromEachOther() {
    var visits = new Visits(new Random(1), START, "shop", new Visits.Units(0, UNITS), 10);
    var together = visits.next(500).stream().collect(Collectors.groupingBy(VisitsTest::unit));
    assertThat(together.size()).isGreaterThan(300);
  }

  private static Map<String, List<Event>> all() {
    var visits = new Visits(new Random(1), START, "shop", new Visits.Units(0, UNITS), 10);
    var byUnit = new LinkedHashMap<String, List<Event>>();
    for (var some = visits.next(999); !some.isEmpty(); some = visits.next(999)) {
      for (var event : some) {
        byUnit.computeIfAbsent(unit(event), _ -> new ArrayList<>()).add(event);
      }
    }
    return byUnit;
  }

  private static String unit(Event event) {
    return event.getUnitsOrThrow("user");
  }
}
