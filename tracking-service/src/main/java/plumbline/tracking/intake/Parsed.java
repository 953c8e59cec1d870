package plumbline.tracking.intake;

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

  /** It cannot: the first field that is wrong, and what is allowed. */
  record Rejected(String eventId, String field, String reason) implements Parsed {}
}
