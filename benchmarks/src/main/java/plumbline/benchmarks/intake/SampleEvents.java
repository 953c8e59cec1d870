package plumbline.benchmarks.intake;

import com.google.protobuf.util.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import plumbline.proto.tracking.v1.AttributeValue;
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
  private static final List<String> COUNTRIES = List.of("DE", "FR", "GB", "NL", "SE", "US");
  private static final List<String> PLATFORMS = List.of("android", "ios", "web");

  private final Random random;
  private final Instant now;

  /**
   * Makes the same events for the same arguments.
   *
   * @param now none happens later
   */
  SampleEvents(Random random, Instant now) {
    this.random = random;
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
            .setEventId(uuidV7(occurredAt))
            .putUnits("user", user())
            .setOccurredAt(Timestamps.fromMillis(occurredAt.toEpochMilli()))
            .putAttributes("country", text(oneOf(COUNTRIES)))
            .putAttributes("platform", text(oneOf(PLATFORMS)));
    if (random.nextDouble() < EXPOSURES) {
      var variant = random.nextBoolean() ? "control" : "treatment";
      event.setExposure(
          Exposure.newBuilder().setExperiment(oneOf(EXPERIMENTS)).setVariant(variant));
    } else {
      event.setName(oneOf(NAMES)).setValueMicros(random.nextLong(200_000_000));
    }
    return event.build();
  }

  /** Sixteen characters, in no order. */
  private String user() {
    var number = random.nextInt(USERS) + 1L;
    return "%016x".formatted(number * 0x9e3779b97f4a7c15L);
  }

  private String uuidV7(Instant time) {
    var most = time.toEpochMilli() << 16 | 0x7000 | random.nextInt(0x1000);
    var least = random.nextLong() >>> 2 | Long.MIN_VALUE;
    return new UUID(most, least).toString();
  }

  private <T> T oneOf(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private static AttributeValue text(String value) {
    return AttributeValue.newBuilder().setStringValue(value).build();
  }
}
