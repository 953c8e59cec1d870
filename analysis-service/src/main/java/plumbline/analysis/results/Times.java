package plumbline.analysis.results;

import com.google.protobuf.Timestamp;
import java.time.Instant;

/** Moments as the contract sends them. */
final class Times {
  private Times() {}

  static Timestamp timestamp(Instant instant) {
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }
}
