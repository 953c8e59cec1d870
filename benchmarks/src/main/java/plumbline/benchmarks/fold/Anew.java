package plumbline.benchmarks.fold;

import com.google.protobuf.util.Timestamps;
import java.time.Duration;
import plumbline.proto.tracking.v1.Rebuild;

/**
 * The same sums computed anew, in two ways.
 *
 * @param rebuild by the service, which compares them with those that it keeps
 * @param before by one plain query, before the rebuild
 * @param after and after it
 */
record Anew(Rebuild rebuild, PlainQuery.Answer before, PlainQuery.Answer after) {

  /** From the request to the last shard. */
  Duration rebuilt() {
    return Duration.ofNanos(
        Timestamps.toNanos(rebuild.getCompleteTime())
            - Timestamps.toNanos(rebuild.getRequestTime()));
  }

  /** The faster of the two times. */
  Duration queried() {
    return before.elapsed().compareTo(after.elapsed()) < 0 ? before.elapsed() : after.elapsed();
  }

  double ratio() {
    return (double) rebuilt().toNanos() / queried().toNanos();
  }

  /**
   * Sees that the service found what it keeps.
   *
   * @throws IllegalStateException showing what differs
   */
  void requireNoDifference() {
    if (rebuild.getDifferingUnits() != 0 || rebuild.getDifferingSums() != 0) {
      throw new IllegalStateException("the rebuild found something else: " + rebuild);
    }
  }
}
