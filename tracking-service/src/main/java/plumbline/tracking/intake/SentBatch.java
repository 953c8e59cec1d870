package plumbline.tracking.intake;

import java.util.List;
import java.util.Optional;
import plumbline.kit.failure.Failure;
import plumbline.kit.failure.Violations;
import plumbline.kit.identity.Principal;
import plumbline.proto.tracking.v1.BatchSource;
import plumbline.proto.tracking.v1.TrackRequest;
import plumbline.tracking.sender.NumberedBatch;

/**
 * A batch as it was sent.
 *
 * @param source empty: it has no number
 * @param bytes its size on the wire
 */
record SentBatch(List<Sent> events, Optional<BatchSource> source, int bytes) {

  static SentBatch of(TrackRequest request) {
    return new SentBatch(
        request.getEventsList().stream().<Sent>map(Sent.Message::new).toList(),
        request.hasSource() ? Optional.of(request.getSource()) : Optional.empty(),
        request.getSerializedSize());
  }

  /**
   * Refuses it as a whole; answers its number, if it has one.
   *
   * @throws Failure.Invalid if it is empty or too large, or its source is none
   */
  Optional<NumberedBatch> check(int maxEvents, Principal client) {
    var violations = new Violations();
    checkSize(events.size(), maxEvents, violations);
    var numbered = source.map(it -> NumberedBatch.parse(it, client.name(), violations));
    violations.throwIfAny();
    return numbered;
  }

  static void checkSize(int events, int most, Violations violations) {
    violations.check(
        events >= 1 && events <= most, "events", "must be 1 to " + most + " events, not " + events);
  }
}
