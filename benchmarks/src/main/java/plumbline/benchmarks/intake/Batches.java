package plumbline.benchmarks.intake;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import plumbline.benchmarks.PreparedBatch;

/** Makes batches of events that nobody has seen yet. */
final class Batches {
  private final Random random;
  private final Clock clock;
  private final int size;
  private long last;

  /**
   * Of one size.
   *
   * @param size events in each
   */
  Batches(Random random, Clock clock, int size) {
    this.random = random;
    this.clock = clock;
    this.size = size;
  }

  int size() {
    return size;
  }

  List<PreparedBatch> next(int count) {
    var events = new SampleEvents(random, clock.instant());
    var batches = new ArrayList<PreparedBatch>(count);
    for (var i = 0; i < count; i++) {
      batches.add(PreparedBatch.of(events.batch(size), ++last));
    }
    return batches;
  }
}
