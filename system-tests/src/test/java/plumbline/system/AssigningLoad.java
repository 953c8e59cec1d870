package plumbline.system;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import plumbline.proto.assignment.v1.AssignRequest;
import plumbline.proto.assignment.v1.AssignmentServiceGrpc.AssignmentServiceBlockingStub;

/**
 * Clients that ask for assignments all the time. No call is made again: one that fails, takes
 * longer than its deadline or is answered with another treatment than the formula's stays counted.
 */
final class AssigningLoad implements AutoCloseable {
  private static final int CLIENTS = 4;
  private static final int KEPT = 20;
  private static final long DEADLINE_SECONDS = 10;
  private static final long PAUSE_NANOS = MILLISECONDS.toNanos(1);

  private final Treatments treatments;
  private final Replica replica;
  private final ExecutorService executor = Executors.newFixedThreadPool(CLIENTS);
  private final AtomicInteger answered = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private volatile boolean stopped;

  private AssigningLoad(Treatments treatments, Replica replica) {
    this.treatments = treatments;
    this.replica = replica;
  }

  /** Asks a replica about an experiment that it serves with all the traffic. */
  static AssigningLoad on(Replica replica, Treatments treatments) {
    var load = new AssigningLoad(treatments, replica);
    for (var client = 0; client < CLIENTS; client++) {
      var seed = client;
      load.executor.execute(() -> load.run(new Random(seed)));
    }
    load.goOn(Duration.ZERO);
    return load;
  }

  /** Waits for that time, and for a thousand answers more. */
  void goOn(Duration time) {
    var wanted = answered.get() + 1_000;
    await("assignments go on")
        .pollDelay(time)
        .pollInterval(Duration.ofMillis(100))
        .atMost(time.plusSeconds(60))
        .until(() -> answered.get() + failed.get() >= wanted);
  }

  /** Ends the load: not one call has failed. */
  void holdNoneFailed() throws InterruptedException {
    close();
    assertThat(executor.awaitTermination(DEADLINE_SECONDS + 20, SECONDS)).isTrue();
    assertThat(failures)
        .as("%d failed calls of %d", failed.get(), answered.get() + failed.get())
        .isEmpty();
    assertThat(answered).hasPositiveValue();
  }

  @Override
  public void close() {
    stopped = true;
    executor.shutdown();
  }

  private void run(Random random) {
    var stub = replica.as("client").assignment();
    while (!stopped) {
      ask(stub, "load-" + random.nextInt(100_000));
      // Bounded: the servers that come back need the processors as well.
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private void ask(AssignmentServiceBlockingStub stub, String unit) {
    var request = AssignRequest.newBuilder().setExperiment(treatments.key()).setUnit(unit).build();
    try {
      var reply = stub.withDeadlineAfter(DEADLINE_SECONDS, SECONDS).assign(request);
      var answer = Treatments.Answer.of(reply.getAssignment());
      if (answer.equals(treatments.expected(unit))) {
        answered.incrementAndGet();
      } else {
        fail(unit + " got " + answer);
      }
    } catch (StatusRuntimeException e) {
      fail(unit + ": " + e.getStatus());
    }
  }

  private void fail(String what) {
    if (failed.incrementAndGet() <= KEPT) {
      failures.add(what);
    }
  }
}
