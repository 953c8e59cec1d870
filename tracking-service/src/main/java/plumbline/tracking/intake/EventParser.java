package plumbline.tracking.intake;

import com.google.protobuf.util.Timestamps;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.SortedMap;
import java.util.TreeMap;
import plumbline.kit.unit.UnitId;
import plumbline.proto.tracking.v1.AttributeValue;
import plumbline.tracking.intake.Event.Body;
import plumbline.tracking.unit.UnitType;

/** Reads one event of the contract; the first thing that is wrong with it rejects it. */
final class EventParser {
  private static final long MAX_VALUE_MICROS = 1_000_000_000_000_000L;
  private static final int MAX_UNITS = 4;
  private static final int MAX_ATTRIBUTES = 32;

  private final AcceptedTimes times;
  private final String path;

  /**
   * @param times when an event may have happened
   * @param path where the event stands in the request, such as {@code events[3]}
   */
  EventParser(AcceptedTimes times, String path) {
    this.times = times;
    this.path = path;
  }

  Parsed parse(plumbline.proto.tracking.v1.Event sent) {
    try {
      return new Parsed.Valid(
          new Event(
              text(sent.getEventId(), "event_id", 64),
              units(sent),
              occurredAt(sent),
              body(sent),
              attributes(sent)));
    } catch (Rejection rejection) {
      return new Parsed.Rejected(sent.getEventId(), path + "." + rejection.field, rejection.reason);
    }
  }

  private static SortedMap<UnitType, String> units(plumbline.proto.tracking.v1.Event sent)
      throws Rejection {
    var count = sent.getUnitsCount();
    check(count >= 1 && count <= MAX_UNITS, "units", "must name 1 to 4 units");
    var units = new TreeMap<UnitType, String>();
    for (var unit : sent.getUnitsMap().entrySet()) {
      var field = "units[" + unit.getKey() + "]";
      var type = UnitType.parse(unit.getKey());
      check(type.isPresent(), field, "must be of type user, account or device");
      check(UnitId.isValid(unit.getValue()), field, UnitId.RULE);
      units.put(type.orElseThrow(), unit.getValue());
    }
    return units;
  }

  private Instant occurredAt(plumbline.proto.tracking.v1.Event sent) throws Rejection {
    check(sent.hasOccurredAt(), "occurred_at", "must be set");
    var time = sent.getOccurredAt();
    check(Timestamps.isValid(time), "occurred_at", "must be a valid time");
    var instant = Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
    var refusal = times.refusal(instant);
    check(refusal.isEmpty(), "occurred_at", refusal.orElse(""));
    return instant.truncatedTo(ChronoUnit.MICROS);
  }

  private static Body body(plumbline.proto.tracking.v1.Event sent) throws Rejection {
    if (sent.hasExposure()) {
      check(sent.getName().isEmpty(), "name", "must be empty for an exposure");
      check(!sent.hasValueMicros(), "value_micros", "must be absent for an exposure");
      return new Event.Exposure(
          text(sent.getExposure().getExperiment(), "exposure.experiment", 64),
          text(sent.getExposure().getVariant(), "exposure.variant", 64));
    }
    var name = text(sent.getName(), "name", 128);
    if (!sent.hasValueMicros()) {
      return new Event.Outcome(name, null);
    }
    var value = sent.getValueMicros();
    check(
        -MAX_VALUE_MICROS <= value && value <= MAX_VALUE_MICROS,
        "value_micros",
        "must be between -1e15 and 1e15, that is 1e9 units");
    return new Event.Outcome(name, value);
  }

  private static SortedMap<String, Object> attributes(plumbline.proto.tracking.v1.Event sent)
      throws Rejection {
    check(sent.getAttributesCount() <= MAX_ATTRIBUTES, "attributes", "must be at most 32");
    var attributes = new TreeMap<String, Object>();
    for (var attribute : sent.getAttributesMap().entrySet()) {
      var key = text(attribute.getKey(), "attributes", 64);
      attributes.put(key, attribute(attribute.getValue(), "attributes[" + key + "]"));
    }
    return attributes;
  }

  private static Object attribute(AttributeValue value, String field) throws Rejection {
    return switch (value.getKindCase()) {
      case STRING_VALUE -> {
        var string = value.getStringValue();
        check(string.length() <= 1024, field, "must be at most 1,024 characters");
        // PostgreSQL's jsonb cannot hold it.
        check(string.indexOf('\0') < 0, field, "must have no NUL character");
        yield string;
      }
      case NUMBER_VALUE -> {
        check(Double.isFinite(value.getNumberValue()), field, "must be a finite number");
        yield value.getNumberValue();
      }
      case BOOL_VALUE -> value.getBoolValue();
      case KIND_NOT_SET -> throw new Rejection(field, "must be a string, a number or a bool");
    };
  }

  private static String text(String value, String field, int maxLength) throws Rejection {
    var length = value.codePointCount(0, value.length());
    check(length >= 1 && length <= maxLength, field, "must be 1 to " + maxLength + " characters");
    check(isPlain(value), field, "must have no control characters");
    return value;
  }

  private static boolean isPlain(String value) {
    return value.codePoints().noneMatch(Character::isISOControl);
  }

  private static void check(boolean valid, String field, String reason) throws Rejection {
    if (!valid) {
      throw new Rejection(field, reason);
    }
  }

  /** Leaves the parser and nothing else. */
  private static final class Rejection extends Exception {
    private final String field;
    private final String reason;

    Rejection(String field, String reason) {
      super(reason, null, false, false);
      this.field = field;
      this.reason = reason;
    }
  }
}
