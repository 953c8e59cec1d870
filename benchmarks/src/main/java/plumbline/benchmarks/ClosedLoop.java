package plumbline.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients that each take the next piece of work when their last one is done. */
public final class ClosedLoop {
  private ClosedLoop() {}

  /**
   * Does some work.
   *
   * @param <W> a piece of work
   */
  public interface Client<W> {
    /** Does a piece of work, and returns when it is done. */
    void run(W work) throws Exception;
  }

  /**
   * Does all the work and answers how long that took, from the first begin to the last end.
   *
   * @throws IllegalStateException if a client fails; the others may have gone on
   */
  public static <W> Duration run(List<? extends Client<W>> clients, List<W> work)
      throws InterruptedException {
    var next = new AtomicInteger();
    var tasks = new ArrayList<Callable<Void>>();
    for (var client : clients) {
      tasks.add(() -> {
        for (var i = next.getAndIncrement(); i < work.size(); i = next.getAndIncrement()) {
          client.run(work.get(i));
        }
        return null;
      });
    }
    try (var threads = Executors.newFixedThreadPool(clients.size())) {
      var start = System.nanoTime();
      for (var done : threads.invokeAll(tasks)) {
        done.get();
      }
      return Duration.ofNanos(System.nanoTime() - start);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a client failed", e.getCause());
    }
  }
}
