package plumbline.benchmarks.fold;

import java.sql.SQLException;
import java.time.Duration;

/** Intake and fold of the same events, one after the other, and both at once. */
final class Rounds {
  /** What is held in memory must leave room. */
  static final int MAX_EVENTS = 1_000_000;

  /** What the JVM compiles by: seconds alone say little on a machine that is busy. */
  private static final long WARM_UP_EVENTS = 300_000;

  private static final int WARM_UP_STEP = 40_000;

  private final Options options;
  private final Meter meter;
  private final Shop shop;

  Rounds(Options options, Meter meter, Shop shop) {
    this.options = options;
    this.meter = meter;
    this.shop = shop;
  }

  /**
   * Uses everything until the services have compiled what they need.
   *
   * @return events each second that the intake takes at the end of it
   */
  double warmUp() throws SQLException, InterruptedException {
    var until = System.nanoTime() + Duration.ofSeconds(options.warmUpSeconds()).toNanos();
    var rate = 0.0;
    for (var used = 0L; used < WARM_UP_EVENTS || System.nanoTime() < until; ) {
      meter.together(shop.next(WARM_UP_STEP));
      rate = meter.apart(shop.next(WARM_UP_STEP)).intake().eventsPerSecond();
      used += 2 * WARM_UP_STEP;
    }
    return rate;
  }

  /** Measures one round of about so many events. */
  Meter.Apart run(double events) throws SQLException, InterruptedException {
    return meter.apart(shop.next(Math.min(events, MAX_EVENTS)));
  }
}
