package plumbline.system;

import io.grpc.StatusRuntimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import plumbline.proto.tracking.v1.Event;
import plumbline.proto.tracking.v1.EventOutcome;
import plumbline.proto.tracking.v1.TrackRequest;

/**
 * Clients that send batches without pause, each again and again until it is acknowledged; so what
 * was sent and what was acknowledged are the same when they have stopped.
 */
final class RetryingLoad implements AutoCloseable {
  private static final int CLIENTS = 4;
  private static final int USERS_PER_BATCH = 20;
  private static final long PAUSE_MILLIS = 50;

  private final String experiment;
  private final Instant start;
  private final ExecutorService executor = Executors.newFixedThreadPool(CLIENTS);
  private final AtomicLong failures = new AtomicLong();
  private final long[] users = new long[2];
  private final long[] micros = new long[2];
  private long events;
  private volatile boolean stopped;

  /**
   * What was acknowledged.
   *
   * @param users by arm, 0 is control
   * @param micros sum of values by arm, micro-units
   * @param events all events
   */
  record Truth(long[] users, long[] micros, long events) {}

  private RetryingLoad(String experiment, Instant start) {
    this.experiment = experiment;
    this.start = start;
  }

  static RetryingLoad start(String experiment, Instant start) {
    var load = new RetryingLoad(experiment, start);
    for (var client = 0; client < CLIENTS; client++) {
      var number = client;
      load.executor.execute(() -> load.run(number));
    }
    return load;
  }

  long failures() {
    return failures.get();
  }

  /** Ends when every batch that was begun is acknowledged. */
  void stop() throws InterruptedException {
    stopped = true;
    executor.shutdown();
    if (!executor.awaitTermination(1, TimeUnit.MINUTES)) {
      throw new IllegalStateException("a batch is not acknowledged after a minute");
    }
  }

  synchronized Truth acknowledged() {
    return new Truth(users.clone(), micros.clone(), events);
  }

  @Override
  public void close() {
    stopped = true;
    executor.shutdownNow();
  }

  private void run(int client) {
    var random = new Random(client);
    for (var batch = 0; !stopped; batch++) {
      sendUntilAcknowledged(batch(client, batch, random));
    }
  }

  private synchronized void count(int arm, long value) {
    users[arm]++;
    micros[arm] += value;
  }

  private List<Event> batch(int client, int number, Random random) {
    var batch = new ArrayList<Event>();
    for (var i = 0; i < USERS_PER_BATCH; i++) {
      var user = "fire-" + client + "-" + number + "-" + i;
      var arm = random.nextInt(2);
      var value = random.nextInt(1_000_000_000);
      batch.add(Sender.exposure("x", user, experiment, arm == 0 ? "control" : "treatment", start));
      batch.add(
          Sender.outcome("p", user, "paid", start.plusMillis(1)).setValueMicros(value).build());
      count(arm, value);
    }
    return batch;
  }

  private void sendUntilAcknowledged(List<Event> batch) {
    var request = TrackRequest.newBuilder().addAllEvents(batch).build();
    while (!Thread.currentThread().isInterrupted()) {
      try {
        var results = Stack.as("client").tracking().track(request).getResultsList();
        if (!results.stream()
            .allMatch(it -> it.getOutcome() == EventOutcome.EVENT_OUTCOME_ACCEPTED)) {
          throw new IllegalStateException("not accepted: " + results);
        }
        synchronized (this) {
          events += batch.size();
        }
        return;
      } catch (StatusRuntimeException e) {
        failures.incrementAndGet();
        pause();
      }
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
