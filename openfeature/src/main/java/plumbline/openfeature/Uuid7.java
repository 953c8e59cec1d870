package plumbline.openfeature;

import java.time.Instant;
import java.util.UUID;

/** Time-ordered ids: RFC 9562, version 7. */
final class Uuid7 {
  private static final long VERSION = 0x7000L;

  private Uuid7() {}

  /** A new id of that millisecond. */
  static UUID create(Instant at) {
    // Version 4 has its random bits, and its variant, where version 7 has them.
    var random = UUID.randomUUID();
    var high = (at.toEpochMilli() << 16) | VERSION | (random.getMostSignificantBits() & 0xFFF);
    return new UUID(high, random.getLeastSignificantBits());
  }
}
