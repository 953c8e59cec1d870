package plumbline.assignment.exposure;

import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import plumbline.proto.assignment.v1.UnitType;
import plumbline.proto.tracking.v1.AttributeValue;
import plumbline.proto.tracking.v1.Event;
import plumbline.proto.tracking.v1.Exposure;

/** An exposure on its way: what was shown to whom and when, under the id that it keeps. */
record PendingExposure(
    Seen seen,
    String variant,
    UnitType unitType,
    Map<String, AttributeValue> attributes,
    String id,
    Instant at) {
  private static final String TYPE_PREFIX = "UNIT_TYPE_";

  /** What a repeat repeats: an experiment gives a unit one variant only. */
  record Seen(String experiment, String unit) {}

  Event event() {
    return Event.newBuilder()
        .setEventId(id)
        .putUnits(wireName(unitType), seen.unit)
        .setOccurredAt(
            Timestamp.newBuilder().setSeconds(at.getEpochSecond()).setNanos(at.getNano()))
        .setExposure(Exposure.newBuilder().setExperiment(seen.experiment).setVariant(variant))
        .putAllAttributes(attributes)
        .build();
  }

  private static String wireName(UnitType type) {
    return type.name().substring(TYPE_PREFIX.length()).toLowerCase(Locale.ROOT);
  }
}
