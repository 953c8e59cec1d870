package plumbline.benchmarks.fold;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import plumbline.benchmarks.PreparedBatch;

/** Makes batches of whole visits of users whom nobody has seen yet. */
final class Shop {
  /** One is an exposure. */
  static final int EVENTS_PER_UNIT = 10;

  private final Random random;
  private final Instant start;
  private final int batch;
  private long units;
  private long numbers;

  /**
   * Of the experiment {@link Stand#SHOP}.
   *
   * @param start of the experiment
   * @param batch events in each batch, but for the last one
   */
  Shop(Random random, Instant start, int batch) {
    this.random = random;
    this.start = start;
    this.batch = batch;
  }

  /**
   * Some work.
   *
   * @param units that it holds, with all of their events
   */
  record Work(int units, List<PreparedBatch> batches) {
    long events() {
      return (long) units * EVENTS_PER_UNIT;
    }
  }

  /** About so many events, of at least one user. */
  Work next(double events) {
    var count = Math.max(1, (int) (events / EVENTS_PER_UNIT));
    var range = new Visits.Units(units, units + count);
    units += count;
    var visits = new Visits(random, start, Stand.SHOP, range, EVENTS_PER_UNIT);
    var batches = new ArrayList<PreparedBatch>();
    for (var some = visits.next(batch); !some.isEmpty(); some = visits.next(batch)) {
      batches.add(PreparedBatch.of(some, ++numbers));
    }
    return new Work(count, batches);
  }
}
