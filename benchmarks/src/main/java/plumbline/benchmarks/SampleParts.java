package plumbline.benchmarks;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import plumbline.proto.tracking.v1.AttributeValue;

/** What made-up events are made of. */
public final class SampleParts {
  private static final List<String> COUNTRIES = List.of("DE", "FR", "GB", "NL", "SE", "US");
  private static final List<String> PLATFORMS = List.of("android", "ios", "web");

  private final Random random;

  /** The same parts for the same numbers. */
  public SampleParts(Random random) {
    this.random = random;
  }

  /** A unit's id of sixteen characters; the ids of rising numbers are in no order. */
  public static String unit(long number) {
    return "%016x".formatted((number + 1) * 0x9e3779b97f4a7c15L);
  }

  /** An event's id, as of a client that sends at that time. */
  public String uuidV7(Instant time) {
    var most = time.toEpochMilli() << 16 | 0x7000 | random.nextInt(0x1000);
    var least = random.nextLong() >>> 2 | Long.MIN_VALUE;
    return new UUID(most, least).toString();
  }

  public AttributeValue country() {
    return text(oneOf(COUNTRIES));
  }

  public AttributeValue platform() {
    return text(oneOf(PLATFORMS));
  }

  public <T> T oneOf(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private static AttributeValue text(String value) {
    return AttributeValue.newBuilder().setStringValue(value).build();
  }
}
