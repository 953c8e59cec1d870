package plumbline.assignment.exposure;

import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Time-ordered ids: RFC 9562, version 7. */
final class Uuid7 {
  private static final long VERSION = 0x7000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private Uuid7() {}

  /** A new id of that millisecond, with 74 random bits. */
  static UUID create(Instant at, RandomGenerator random) {
    var high = (at.toEpochMilli() << 16) | VERSION | (random.nextLong() & 0xFFF);
    var low = VARIANT | (random.nextLong() >>> 2);
    return new UUID(high, low);
  }
}
