package plumbline.tracking.intake;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The valid events of one request, on their way to the disk.
 *
 * @param events at least one
 * @param bytes the request's size on the wire
 * @param results one for each event, in order, once they are on disk
 */
record Submission(List<Event> events, int bytes, CompletableFuture<List<StoreResult>> results) {
  Submission(List<Event> events, int bytes) {
    this(events, bytes, new CompletableFuture<>());
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
