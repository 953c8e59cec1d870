package plumbline.benchmarks.fold;

import com.google.protobuf.util.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import plumbline.benchmarks.SampleParts;
import plumbline.proto.tracking.v1.Event;
import plumbline.proto.tracking.v1.Exposure;

/**
 * Users who visit a shop once, some minutes of the two weeks before: one exposure, the rest page
 * views, searches and purchases. Many visit at once, so the events of one are far from each other.
 * One exposure in ten arrives after outcomes that it precedes, and one user in a hundred is seen in
 * the other variant as well.
 */
final class Visits {
  /** How long the visits of an experiment are spread over. */
  static final Duration SPREAD = Duration.ofDays(14);

  private static final int AT_ONCE = 1_000;
  private static final Duration LONGEST = Duration.ofHours(2);
  private static final Duration BEFORE = Duration.ofMinutes(10);
  private static final double LATE = 0.1;
  private static final double CROSSED_OVER = 0.01;
  private static final List<String> OUTCOMES =
      List.of(Experiments.VIEW, Experiments.VIEW, Experiments.VIEW, "search", Experiments.BUY);

  private final Random random;
  private final SampleParts parts;
  private final Instant start;
  private final String experiment;
  private final int eventsPerUnit;
  private final List<Deque<Event>> open = new ArrayList<>();
  private final long end;
  private long next;

  /**
   * Users who have these numbers, and nobody else's events.
   *
   * @param from the first one's
   * @param to after the last one's
   */
  record Units(long from, long to) {}

  /**
   * Makes the same visits for the same arguments.
   *
   * @param start of the experiment and of the first visits
   * @param eventsPerUnit at least 2
   */
  Visits(Random random, Instant start, String experiment, Units units, int eventsPerUnit) {
    this.random = random;
    this.parts = new SampleParts(random);
    this.start = start;
    this.experiment = experiment;
    this.eventsPerUnit = eventsPerUnit;
    this.next = units.from;
    this.end = units.to;
  }

  /** The next events, in the order in which they arrive: fewer at the end, then none. */
  List<Event> next(int most) {
    var events = new ArrayList<Event>(most);
    while (events.size() < most && isAnybodyThere()) {
      var at = random.nextInt(open.size());
      var visit = open.get(at);
      events.add(visit.removeFirst());
      if (visit.isEmpty()) {
        var last = open.removeLast();
        if (at < open.size()) {
          open.set(at, last);
        }
      }
    }
    return events;
  }

  private boolean isAnybodyThere() {
    while (open.size() < AT_ONCE && next < end) {
      open.add(visit(SampleParts.unit(next++)));
    }
    return !open.isEmpty();
  }

  private Deque<Event> visit(String unit) {
    var first = start.plusMillis(random.nextLong(SPREAD.minus(LONGEST).toMillis()));
    var variant = random.nextBoolean() ? Experiments.CONTROL : Experiments.TREATMENT;
    var events = new ArrayList<Event>(eventsPerUnit);
    events.add(exposure(unit, first, variant));
    while (events.size() < eventsPerUnit) {
      var time = first.minus(BEFORE).plusMillis(random.nextLong(LONGEST.toMillis()));
      events.add(event(unit, time).setName(name()).setValueMicros(value()).build());
    }
    if (random.nextDouble() < CROSSED_OVER) {
      var other = variant.equals(Experiments.CONTROL) ? Experiments.TREATMENT : Experiments.CONTROL;
      events.set(eventsPerUnit - 1, exposure(unit, first.plus(BEFORE), other));
    }
    if (random.nextDouble() < LATE) {
      Collections.swap(events, 0, eventsPerUnit / 2);
    }
    return new ArrayDeque<>(events);
  }

  private Event exposure(String unit, Instant time, String variant) {
    var exposure = Exposure.newBuilder().setExperiment(experiment).setVariant(variant);
    return event(unit, time).setExposure(exposure).build();
  }

  private Event.Builder event(String unit, Instant time) {
    return Event.newBuilder()
        .setEventId(parts.uuidV7(time))
        .putUnits("user", unit)
        .setOccurredAt(Timestamps.fromMillis(time.toEpochMilli()))
        .putAttributes("country", parts.country())
        .putAttributes("platform", parts.platform());
  }

  private String name() {
    return parts.oneOf(OUTCOMES);
  }

  private long value() {
    return random.nextLong(200_000_000);
  }
}
