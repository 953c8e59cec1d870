package plumbline.benchmarks.fold;

import java.sql.SQLException;
import java.time.Duration;
import plumbline.benchmarks.Tables;

/** What is stored and not yet folded. */
final class Backlog {
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final Duration LONGEST_STANDSTILL = Duration.ofMinutes(2);
  private static final int LOOKS_BETWEEN_COUNTS = 50;

  /** Of the oldest batch of any shard, from its storing on; the number of a batch is as old. */
  private static final String AGE =
      """
      SELECT coalesce(max(1e6 * extract(epoch FROM clock_timestamp() - received_at)), 0)::bigint
      FROM (SELECT shard, min(batch) AS batch FROM fold_work GROUP BY shard) oldest
      CROSS JOIN LATERAL (SELECT received_at FROM event
                          WHERE event.shard = oldest.shard AND event.batch = oldest.batch
                          LIMIT 1) stored
      """;

  private final Tables tables;

  Backlog(Tables tables) {
    this.tables = tables;
  }

  /** How long ago the oldest of it was stored; zero if there is none. */
  Duration age() throws SQLException {
    return Duration.ofNanos(tables.number(AGE) * 1_000);
  }

  /** How many intake transactions have something in it. */
  long transactions() throws SQLException {
    return tables.number("SELECT count(DISTINCT batch) FROM fold_work");
  }

  /**
   * Waits until there is none.
   *
   * @throws IllegalStateException if it does not get less in two minutes
   */
  void awaitNone() throws SQLException, InterruptedException {
    var least = Long.MAX_VALUE;
    var since = System.nanoTime();
    for (var look = 1; isSome(); look++) {
      if (look % LOOKS_BETWEEN_COUNTS == 0) {
        var left = tables.number("SELECT count(*) FROM fold_work");
        if (left < least) {
          least = left;
          since = System.nanoTime();
        } else if (System.nanoTime() - since > LONGEST_STANDSTILL.toNanos()) {
          throw new IllegalStateException("the fold stands still, " + left + " rows are left");
        }
      }
      Thread.sleep(PAUSE);
    }
  }

  private boolean isSome() throws SQLException {
    return tables.ask("SELECT EXISTS (SELECT FROM fold_work)").equals("t");
  }
}
