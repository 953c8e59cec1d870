package plumbline.tracking.intake;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import plumbline.tracking.sender.NumberedBatch;

/**
 * The valid events of one request, on their way to the disk.
 *
 * @param events none only where the request has a number
 * @param numbered the request's number, which is stored with them
 * @param bytes the request's size on the wire
 * @param results one for each event, in order, once they are on disk
 */
record Submission(
    List<Event> events,
    Optional<NumberedBatch> numbered,
    int bytes,
    CompletableFuture<List<StoreResult>> results) {
  Submission(List<Event> events, Optional<NumberedBatch> numbered, int bytes) {
    this(events, numbered, bytes, new CompletableFuture<>());
  }

  // Each is one of its own, whatever it holds.
  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
