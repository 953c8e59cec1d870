package plumbline.benchmarks.fold;

import java.sql.SQLException;
import java.util.Random;
import plumbline.benchmarks.Latencies;
import plumbline.benchmarks.OpenLoad;
import plumbline.benchmarks.Schedule;

/** How far the fold is behind while events come at a steady rate. */
final class LagAtLoad {
  private final Stand stand;
  private final Shop shop;
  private final Random random;

  LagAtLoad(Stand stand, Shop shop, Random random) {
    this.stand = stand;
    this.shop = shop;
    this.random = random;
  }

  /**
   * What was seen.
   *
   * @param lag ages of the oldest batch that was stored and not folded
   * @param load what became of the batches
   */
  record Outcome(double eventsPerSecond, Latencies lag, OpenLoad.Outcome load) {}

  /**
   * Sends at that rate on empty tables, and lets the rest be folded.
   *
   * @param eventsPerSecond on the average; arrivals are those of independent senders
   * @param seconds how long about
   */
  Outcome run(double eventsPerSecond, int seconds) throws SQLException, InterruptedException {
    var events = eventsPerSecond * seconds;
    var work = shop.next(Math.min(events, Rounds.MAX_EVENTS)).batches();
    var batchesPerSecond = eventsPerSecond / work.getFirst().size();
    var arrivals = Schedule.arrivals(batchesPerSecond, work.size(), random);
    stand.empty();
    try (var watch = new LagWatch(stand.database())) {
      var load = OpenLoad.run(stand.toWhole(), work, arrivals);
      var lag = watch.stop();
      new Backlog(stand.tables()).awaitNone();
      return new Outcome(eventsPerSecond, lag, load);
    }
  }
}
