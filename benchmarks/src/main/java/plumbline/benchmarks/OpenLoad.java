package plumbline.benchmarks;

import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import plumbline.proto.tracking.v1.TrackResponse;

/**
 * Batches that are sent when they are due, whether or not earlier ones are answered. The wait is
 * counted from when a batch was due, so that being late with sending does not hide any of it.
 */
public final class OpenLoad {
  private static final long UNANSWERED = 0;

  private final List<PreparedBatch> work;
  private final AtomicLongArray waits;
  private final CountDownLatch open;
  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

  private OpenLoad(List<PreparedBatch> work) {
    this.work = work;
    this.waits = new AtomicLongArray(work.size());
    this.open = new CountDownLatch(work.size());
  }

  /**
   * What became of the batches.
   *
   * @param waits of those that were acknowledged
   * @param refused batches that were not
   */
  public record Outcome(Latencies waits, int refused) {}

  /**
   * Sends all of them and waits for their answers.
   *
   * @param arrivals when each batch is due, nanoseconds from the begin
   * @throws IllegalStateException if a batch was answered and not all of it accepted
   */
  public static Outcome run(List<TrackClient> clients, List<PreparedBatch> work, long[] arrivals)
      throws InterruptedException {
    var load = new OpenLoad(work);
    var begin = System.nanoTime();
    for (var i = 0; i < work.size(); i++) {
      var due = begin + arrivals[i];
      awaitTime(due);
      clients.get(i % clients.size()).send(work.get(i), load.answer(i, due));
    }
    load.open.await();
    return load.outcome();
  }

  private Outcome outcome() {
    var failed = failure.get();
    if (failed != null) {
      throw failed;
    }
    var answered =
        LongStream.range(0, work.size())
            .map(i -> waits.get((int) i))
            .filter(wait -> wait != UNANSWERED)
            .toArray();
    return new Outcome(Latencies.of(answered), refused.get());
  }

  private StreamObserver<TrackResponse> answer(int index, long due) {
    return new StreamObserver<>() {
      @Override
      public void onNext(TrackResponse response) {
        waits.set(index, System.nanoTime() - due);
        try {
          TrackClient.check(work.get(index), response);
        } catch (IllegalStateException e) {
          failure.set(e);
        }
      }

      @Override
      public void onError(Throwable refusal) {
        refused.incrementAndGet();
        open.countDown();
      }

      @Override
      public void onCompleted() {
        open.countDown();
      }
    };
  }

  private static void awaitTime(long due) {
    for (var left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
