package plumbline.kit.definition;

import com.google.protobuf.Timestamp;
import java.time.Instant;

/** Moments as the contracts have them. */
public final class Times {
  private Times() {}

  /** A moment to the nanosecond. */
  public static Timestamp timestamp(Instant time) {
    return Timestamp.newBuilder()
        .setSeconds(time.getEpochSecond())
        .setNanos(time.getNano())
        .build();
  }

  /** A moment to the nanosecond. */
  public static Instant instant(Timestamp time) {
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }
}
