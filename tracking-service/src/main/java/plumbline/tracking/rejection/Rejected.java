package plumbline.tracking.rejection;

import java.time.Instant;
import plumbline.kit.database.SafeText;
import plumbline.proto.tracking.v1.EventResult;
import plumbline.proto.tracking.v1.RejectionReason;

/**
 * An event that was not taken, as it is kept.
 *
 * @param field within the event
 * @param event JSON without its units; empty for an erased unit's
 */
record Rejected(
    Instant at,
    String client,
    String eventId,
    RejectionReason reason,
    String field,
    String description,
    String event) {
  static final int MAX_CLIENT = 256;
  private static final int MAX_EVENT_ID = 64;
  private static final int MAX_WORDS = 500;
  private static final int MAX_EVENT = 2_000;
  private static final String UNITS = "units[";

  static Rejected of(Instant at, String client, EventResult result, String event) {
    return new Rejected(
        at,
        client,
        SafeText.of(result.getEventId(), MAX_EVENT_ID),
        result.getRejection(),
        SafeText.of(withoutUnit(withinEvent(result.getField())), MAX_WORDS),
        SafeText.of(result.getReason(), MAX_WORDS),
        // Nothing more is to be kept of it.
        result.getRejection() == RejectionReason.REJECTION_REASON_ERASED_UNIT
            ? ""
            : SafeText.of(event, MAX_EVENT));
  }

  /** {@code events[3].name} is {@code name}. */
  private static String withinEvent(String field) {
    if (!field.startsWith("events[")) {
      return field;
    }
    var event = field.indexOf(']') + 1;
    return field.substring(Math.min(event + 1, field.length()));
  }

  /** Where a sender confuses type and id, the field would say who it was. */
  private static String withoutUnit(String field) {
    return field.startsWith(UNITS) && !field.matches("units\\[[a-z]{1,32}]") ? "units" : field;
  }
}
