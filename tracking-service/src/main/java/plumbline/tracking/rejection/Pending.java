package plumbline.tracking.rejection;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import plumbline.proto.tracking.v1.RejectionReason;

/**
 * What waits to be written.
 *
 * @param events the oldest first
 */
record Pending(List<Rejected> events, Map<Count, Long> counts) {

  /** What is counted apart. */
  record Count(LocalDate day, String client, RejectionReason reason) {}

  boolean isEmpty() {
    return counts.isEmpty();
  }
}
