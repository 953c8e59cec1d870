package plumbline.system.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.awaitility.Awaitility;
import plumbline.localstack.StackClients;
import plumbline.proto.tracking.v1.Event;
import plumbline.proto.tracking.v1.EventOutcome;
import plumbline.proto.tracking.v1.TrackRequest;

/** Four clients, each sending batch after batch, and each batch until it is acknowledged. */
final class Senders implements AutoCloseable {
  private static final int SENDERS = 4;
  private static final int BATCH = 50;
  private static final int ENOUGH = 4_000;
  private static final long BREATH_MILLIS = 20;

  private final long seed;
  private final ExecutorService executor = Executors.newFixedThreadPool(SENDERS);
  private final List<AtomicLong> batches = new ArrayList<>();
  private final LongAdder sent = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
  private final List<StackClients> connections = new ArrayList<>();
  private volatile StackClients client;
  private volatile boolean stopped;

  private Senders(long seed, int port) {
    this.seed = seed;
    this.client = connect(port);
  }

  /**
   * Begins to send.
   *
   * @param prefix what the ids of all users begin with; no other load may have the same
   * @param port of the process that they send to
   */
  static Senders start(String prefix, long seed, List<Plan> plans, int port) {
    var senders = new Senders(seed, port);
    for (var i = 0; i < SENDERS; i++) {
      var random = new Random(seed * 31 + i);
      var happenings = new Happenings(prefix, "s" + i, random, plans);
      var acknowledged = new AtomicLong();
      senders.batches.add(acknowledged);
      senders.executor.execute(() -> senders.run(happenings, random, acknowledged));
    }
    return senders;
  }

  /** From now on they send to another process. */
  void turnTo(int port) {
    client = connect(port);
  }

  /** Different events that were sent. */
  long sent() {
    return sent.sum();
  }

  /** Attempts in vain. */
  long failed() {
    return failed.sum();
  }

  /** Waits until everybody has got something acknowledged since now. */
  void awaitProgress() {
    var before = batches.stream().mapToLong(AtomicLong::get).toArray();
    Awaitility.await("everybody gets on, " + this)
        .atMost(Duration.ofMinutes(2))
        .until(() -> {
          for (var i = 0; i < before.length; i++) {
            if (batches.get(i).get() == before[i]) {
              return false;
            }
          }
          return true;
        });
  }

  /** Waits until so many different events have been sent that each thing happens to somebody. */
  void awaitEnough() {
    Awaitility.await("enough is sent, " + this)
        .atMost(Duration.ofMinutes(2))
        .until(() -> sent() >= ENOUGH);
  }

  /** Ends when every batch that was begun is acknowledged; holds that all of it was accepted. */
  void stop() throws InterruptedException {
    stopped = true;
    executor.shutdown();
    assertThat(executor.awaitTermination(2, TimeUnit.MINUTES))
        .as("all is acknowledged in the end, " + this)
        .isTrue();
    assertThat(wrong).as("answers that must not be, " + this).isEmpty();
  }

  @Override
  public void close() {
    stopped = true;
    executor.shutdownNow();
    connections.forEach(StackClients::close);
  }

  /** For the message of an assertion, and for the report. */
  @Override
  public String toString() {
    return "seed %d: %d events sent, %d attempts in vain".formatted(seed, sent(), failed());
  }

  private StackClients connect(int port) {
    var connection = FoldStack.get().client(port, "client");
    connections.add(connection);
    return connection;
  }

  private void run(Happenings happenings, Random random, AtomicLong acknowledged) {
    try {
      while (!stopped) {
        var batch = happenings.next(BATCH);
        sendUntilAcknowledged(batch);
        sent.add(batch.size());
        if (random.nextInt(10) == 0) {
          sendUntilAcknowledged(batch.reversed());
        }
        acknowledged.incrementAndGet();
        TimeUnit.MILLISECONDS.sleep(BREATH_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      wrong.add(e.toString());
    }
  }

  private void sendUntilAcknowledged(List<Event> batch) throws InterruptedException {
    var request = TrackRequest.newBuilder().addAllEvents(batch).build();
    while (!isAcknowledged(request)) {
      failed.increment();
      TimeUnit.MILLISECONDS.sleep(5 * BREATH_MILLIS);
    }
  }

  private boolean isAcknowledged(TrackRequest request) {
    try {
      client.tracking().track(request).getResultsList().stream()
          .filter(it -> it.getOutcome() != EventOutcome.EVENT_OUTCOME_ACCEPTED)
          .forEach(it -> wrong.add(it.toString()));
      return true;
    } catch (StatusRuntimeException _) {
      return false;
    }
  }
}
