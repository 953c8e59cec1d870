package plumbline.tracking.intake;

import plumbline.proto.tracking.v1.RejectionReason;

/** What became of reading one event of a request. */
sealed interface Parsed {

  /** As sent, for the reply. */
  String eventId();

  /** It can be stored. */
  record Valid(Event event) implements Parsed {
    @Override
    public String eventId() {
      return event.id();
    }
  }

  /**
   * It cannot.
   *
   * @param field the first that is wrong, such as {@code events[3].units[session]}
   * @param reason what is wrong, to be counted by
   * @param description what is allowed
   */
  record Rejected(String eventId, String field, RejectionReason reason, String description)
      implements Parsed {}
}
