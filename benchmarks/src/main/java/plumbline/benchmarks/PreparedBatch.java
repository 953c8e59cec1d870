package plumbline.benchmarks;

import com.google.gson.JsonObject;
import com.google.protobuf.Timestamp;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import plumbline.engine.bucketing.Bucketing;
import plumbline.proto.tracking.v1.AttributeValue;
import plumbline.proto.tracking.v1.Event;
import plumbline.proto.tracking.v1.TrackRequest;

/**
 * One batch as bytes for both ways in, made before anything is measured.
 *
 * @param size how many events
 * @param request a TrackRequest
 * @param number the reference's batch number
 * @param keyRows rows of {@link #KEY_COLUMNS}
 * @param eventRows rows of {@link #EVENT_COLUMNS}
 * @param shards which shards it touches, each once
 */
public record PreparedBatch(
    int size, byte[] request, long number, byte[] keyRows, byte[] eventRows, Short[] shards) {
  static final String KEY_COLUMNS = "unit_type, unit, event_id, digest";
  static final String EVENT_COLUMNS =
      "batch, shard, unit_type, unit, event_id, occurred_at, name, value_micros, attributes,"
          + " experiment, variant";

  private static final String UNIT_TYPE = "user";
  private static final int UNIT_TYPE_NUMBER = 1;

  /**
   * Encodes events of one user each.
   *
   * @param number tells the batch from all others in the tables
   */
  public static PreparedBatch of(List<Event> events, long number) {
    var keys = new BinaryRows();
    var rows = new BinaryRows();
    // Sorted as the service sorts them: neighbours in the index are written together, and a shard's
    // events are read together.
    var byUnit = events.stream().sorted(Comparator.comparing(PreparedBatch::unit)).toList();
    byUnit.forEach(event -> key(keys, event));
    byUnit.stream()
        .sorted(Comparator.comparing(PreparedBatch::shard))
        .forEach(event -> row(rows, event, number));
    var shards = events.stream().map(PreparedBatch::shard).distinct().toArray(Short[]::new);
    return new PreparedBatch(
        events.size(),
        TrackRequest.newBuilder().addAllEvents(events).build().toByteArray(),
        number,
        keys.toBytes(),
        rows.toBytes(),
        shards);
  }

  private static void key(BinaryRows keys, Event event) {
    keys.row(4)
        .smallint(UNIT_TYPE_NUMBER)
        .text(unit(event))
        .text(event.getEventId())
        // Of other bytes than the service's digest is, and as long and as random.
        .bytea(sha256(event.toByteArray()));
  }

  private static void row(BinaryRows rows, Event event, long number) {
    var exposure = event.hasExposure();
    rows.row(11)
        .bigint(number)
        .smallint(shard(event))
        .smallint(UNIT_TYPE_NUMBER)
        .text(unit(event))
        .text(event.getEventId())
        .time(instant(event.getOccurredAt()))
        .text(exposure ? null : event.getName())
        .bigint(event.hasValueMicros() ? event.getValueMicros() : null)
        .jsonb(json(event.getAttributesMap()))
        .text(exposure ? event.getExposure().getExperiment() : null)
        .text(exposure ? event.getExposure().getVariant() : null);
  }

  private static String unit(Event event) {
    return event.getUnitsOrThrow(UNIT_TYPE);
  }

  private static short shard(Event event) {
    return (short) Bucketing.shard(UNIT_TYPE, unit(event));
  }

  private static Instant instant(Timestamp time) {
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }

  private static String json(Map<String, AttributeValue> attributes) {
    var json = new JsonObject();
    attributes.forEach((key, value) -> json.addProperty(key, value.getStringValue()));
    return json.toString();
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
