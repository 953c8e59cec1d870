package plumbline.benchmarks.fold;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import plumbline.benchmarks.Latencies;
import plumbline.benchmarks.Tables;
import plumbline.localstack.PostgresServer;

/** Looks five times a second how old the oldest batch is that is stored and not folded. */
final class LagWatch implements AutoCloseable {
  private static final Duration BETWEEN = Duration.ofMillis(200);

  private final Tables tables;
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private final List<Long> ages = new ArrayList<>();
  private final ScheduledFuture<?> looks;

  LagWatch(PostgresServer.Database database) throws SQLException {
    tables = new Tables(database);
    var backlog = new Backlog(tables);
    looks =
        thread.scheduleAtFixedRate(
            () -> look(backlog), BETWEEN.toMillis(), BETWEEN.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look(Backlog backlog) {
    try {
      ages.add(backlog.age().toNanos());
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Stops looking, and tells what was seen: zero where nothing was waiting. */
  Latencies stop() throws InterruptedException {
    thread.shutdown();
    if (!thread.awaitTermination(1, TimeUnit.MINUTES)) {
      throw new IllegalStateException("a look at the backlog takes over a minute");
    }
    if (looks.state() == Future.State.FAILED) {
      throw new IllegalStateException("could not look at the backlog", looks.exceptionNow());
    }
    return Latencies.of(ages.stream().mapToLong(Long::longValue).toArray());
  }

  @Override
  public void close() throws SQLException {
    thread.shutdownNow();
    tables.close();
  }
}
