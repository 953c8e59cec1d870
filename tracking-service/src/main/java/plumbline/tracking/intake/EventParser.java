package plumbline.tracking.intake;

import static plumbline.proto.tracking.v1.RejectionReason.REJECTION_REASON_INVALID_ATTRIBUTE;
import static plumbline.proto.tracking.v1.RejectionReason.REJECTION_REASON_INVALID_EVENT_ID;
import static plumbline.proto.tracking.v1.RejectionReason.REJECTION_REASON_INVALID_EXPOSURE;
import static plumbline.proto.tracking.v1.RejectionReason.REJECTION_REASON_INVALID_NAME;
import static plumbline.proto.tracking.v1.RejectionReason.REJECTION_REASON_INVALID_TIME;
import static plumbline.proto.tracking.v1.RejectionReason.REJECTION_REASON_INVALID_UNIT;
import static plumbline.proto.tracking.v1.RejectionReason.REJECTION_REASON_INVALID_VALUE;

import com.google.protobuf.util.Timestamps;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.SortedMap;
import java.util.TreeMap;
import plumbline.kit.unit.UnitId;
import plumbline.proto.tracking.v1.AttributeValue;
import plumbline.proto.tracking.v1.RejectionReason;
import plumbline.tracking.intake.Event.Body;
import plumbline.tracking.unit.UnitType;

/** Reads one event of the contract; the first thing that is wrong with it rejects it. */
final class EventParser {
  private static final long MAX_VALUE_MICROS = 1_000_000_000_000_000L;
  private static final int MAX_UNITS = 4;
  private static final int MAX_ATTRIBUTES = 32;
  private static final String NOT_UNICODE = "must be valid Unicode";

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
              text(sent.getEventId(), "event_id", 64, REJECTION_REASON_INVALID_EVENT_ID),
              units(sent),
              occurredAt(sent),
              body(sent),
              attributes(sent)));
    } catch (Rejection rejection) {
      return new Parsed.Rejected(
          sent.getEventId(), path + "." + rejection.field, rejection.reason, rejection.description);
    }
  }

  private static SortedMap<UnitType, String> units(plumbline.proto.tracking.v1.Event sent)
      throws Rejection {
    var wrong = REJECTION_REASON_INVALID_UNIT;
    var count = sent.getUnitsCount();
    check(count >= 1 && count <= MAX_UNITS, "units", wrong, "must name 1 to 4 units");
    var units = new TreeMap<UnitType, String>();
    for (var unit : sent.getUnitsMap().entrySet()) {
      var field = "units[" + unit.getKey() + "]";
      var type = UnitType.parse(unit.getKey());
      check(type.isPresent(), field, wrong, "must be of type user, account or device");
      check(UnitId.isValid(unit.getValue()), field, wrong, UnitId.RULE);
      units.put(type.orElseThrow(), unit.getValue());
    }
    return units;
  }

  private Instant occurredAt(plumbline.proto.tracking.v1.Event sent) throws Rejection {
    var field = "occurred_at";
    var time = sent.getOccurredAt();
    check(sent.hasOccurredAt(), field, REJECTION_REASON_INVALID_TIME, "must be set");
    check(Timestamps.isValid(time), field, REJECTION_REASON_INVALID_TIME, "must be a valid time");
    var instant = Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
    var refusal = times.refusal(instant);
    if (refusal.isPresent()) {
      throw new Rejection(field, refusal.get().reason(), refusal.get().description());
    }
    return instant.truncatedTo(ChronoUnit.MICROS);
  }

  private static Body body(plumbline.proto.tracking.v1.Event sent) throws Rejection {
    return sent.hasExposure() ? exposure(sent) : outcome(sent);
  }

  private static Body exposure(plumbline.proto.tracking.v1.Event sent) throws Rejection {
    check(
        sent.getName().isEmpty(),
        "name",
        REJECTION_REASON_INVALID_NAME,
        "must be empty for an exposure");
    check(
        !sent.hasValueMicros(),
        "value_micros",
        REJECTION_REASON_INVALID_VALUE,
        "must be absent for an exposure");
    var wrong = REJECTION_REASON_INVALID_EXPOSURE;
    return new Event.Exposure(
        text(sent.getExposure().getExperiment(), "exposure.experiment", 64, wrong),
        text(sent.getExposure().getVariant(), "exposure.variant", 64, wrong));
  }

  private static Body outcome(plumbline.proto.tracking.v1.Event sent) throws Rejection {
    var name = text(sent.getName(), "name", 128, REJECTION_REASON_INVALID_NAME);
    if (!sent.hasValueMicros()) {
      return new Event.Outcome(name, null);
    }
    var value = sent.getValueMicros();
    check(
        -MAX_VALUE_MICROS <= value && value <= MAX_VALUE_MICROS,
        "value_micros",
        REJECTION_REASON_INVALID_VALUE,
        "must be between -1e15 and 1e15, that is 1e9 units");
    return new Event.Outcome(name, value);
  }

  private static SortedMap<String, Object> attributes(plumbline.proto.tracking.v1.Event sent)
      throws Rejection {
    var wrong = REJECTION_REASON_INVALID_ATTRIBUTE;
    check(sent.getAttributesCount() <= MAX_ATTRIBUTES, "attributes", wrong, "must be at most 32");
    var attributes = new TreeMap<String, Object>();
    for (var attribute : sent.getAttributesMap().entrySet()) {
      var key = text(attribute.getKey(), "attributes", 64, wrong);
      attributes.put(key, attribute(key, attribute.getValue()));
    }
    return attributes;
  }

  private static Object attribute(String key, AttributeValue value) throws Rejection {
    return switch (value.getKindCase()) {
      case STRING_VALUE -> {
        var string = value.getStringValue();
        checkAttribute(string.length() <= 1024, key, "must be at most 1,024 characters");
        // PostgreSQL's jsonb cannot hold it.
        checkAttribute(string.indexOf('\0') < 0, key, "must have no NUL character");
        checkAttribute(isUnicode(string), key, NOT_UNICODE);
        yield string;
      }
      case NUMBER_VALUE -> {
        var number = value.getNumberValue();
        checkAttribute(Double.isFinite(number), key, "must be a finite number");
        yield number;
      }
      case BOOL_VALUE -> value.getBoolValue();
      case KIND_NOT_SET -> throw wrongAttribute(key, "must be a string, a number or a bool");
    };
  }

  private static void checkAttribute(boolean valid, String key, String description)
      throws Rejection {
    if (!valid) {
      throw wrongAttribute(key, description);
    }
  }

  private static Rejection wrongAttribute(String key, String description) {
    return new Rejection(
        "attributes[" + key + "]", REJECTION_REASON_INVALID_ATTRIBUTE, description);
  }

  private static String text(String value, String field, int maxLength, RejectionReason wrong)
      throws Rejection {
    var characters = 0;
    for (var i = 0; i < value.length(); i++) {
      var c = value.charAt(i);
      check(!Character.isISOControl(c), field, wrong, "must have no control characters");
      if (Character.isSurrogate(c)) {
        check(isPair(value, i), field, wrong, NOT_UNICODE);
        i++;
      }
      characters++;
    }
    if (characters < 1 || characters > maxLength) {
      throw new Rejection(field, wrong, "must be 1 to " + maxLength + " characters");
    }
    return value;
  }

  /** Half a surrogate pair, which JSON can write: on disk, different texts would be the same. */
  private static boolean isUnicode(String value) {
    for (var i = 0; i < value.length(); i++) {
      if (Character.isSurrogate(value.charAt(i)) && !isPair(value, i++)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPair(String value, int index) {
    return index + 1 < value.length()
        && Character.isSurrogatePair(value.charAt(index), value.charAt(index + 1));
  }

  private static void check(boolean valid, String field, RejectionReason reason, String description)
      throws Rejection {
    if (!valid) {
      throw new Rejection(field, reason, description);
    }
  }

  /** Leaves the parser and nothing else. */
  private static final class Rejection extends Exception {
    private final String field;
    private final RejectionReason reason;
    private final String description;

    Rejection(String field, RejectionReason reason, String description) {
      super(description, null, false, false);
      this.field = field;
      this.reason = reason;
      this.description = description;
    }
  }
}
