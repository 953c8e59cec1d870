package plumbline.benchmarks.intake;

import com.google.protobuf.util.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import plumbline.benchmarks.SampleParts;
import plumbline.proto.tracking.v1.Event;
import plumbline.proto.tracking.v1.Exposure;

/**
 * Events such as a shop's: three of ten are exposures, the others outcomes with a value, each has
 * two attributes and one user, and they happened in the last seven days. All have other ids.
 */
final class SampleEvents {
  private static final Duration SPREAD = Duration.ofDays(7);
  private static final int USERS = 200_000;
  private static final double EXPOSURES = 0.3;
  private static final List<String> EXPERIMENTS =
      List.of("checkout-button", "free-shipping", "search-ranking", "new-onboarding");
  private static final List<String> NAMES = List.of("page_view", "search", "add_to_cart", "buy");

  private final Random random;
  private final SampleParts parts;
  private final Instant now;

  /**
   * Makes the same events for the same arguments.
   *
   * @param now none happens later
   */
  SampleEvents(Random random, Instant now) {
    this.random = random;
    this.parts = new SampleParts(random);
    this.now = now;
  }

  List<Event> batch(int size) {
    var events = new ArrayList<Event>(size);
    for (var i = 0; i < size; i++) {
      events.add(event());
    }
    return events;
  }

  private Event event() {
    var occurredAt = now.minusMillis(random.nextLong(SPREAD.toMillis()));
    var event =
        Event.newBuilder()
            .setEventId(parts.uuidV7(occurredAt))
            .putUnits("user", SampleParts.unit(random.nextInt(USERS)))
            .setOccurredAt(Timestamps.fromMillis(occurredAt.toEpochMilli()))
            .putAttributes("country", parts.country())
            .putAttributes("platform", parts.platform());
    if (random.nextDouble() < EXPOSURES) {
      var variant = random.nextBoolean() ? "control" : "treatment";
      event.setExposure(
          Exposure.newBuilder().setExperiment(parts.oneOf(EXPERIMENTS)).setVariant(variant));
    } else {
      event.setName(parts.oneOf(NAMES)).setValueMicros(random.nextLong(200_000_000));
    }
    return event.build();
  }
}
