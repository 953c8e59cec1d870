package plumbline.system.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.awaitility.Awaitility;
import plumbline.proto.tracking.v1.Event;

/**
 * Four clients that call over gRPC, two that stream and two that post JSON. All send without pause,
 * each batch again and again until it is acknowledged; so what was sent and what was acknowledged
 * are the same when they have stopped.
 */
final class EightClients implements AutoCloseable {
  private static final Set<String> EXPECTED = Set.of("UNAVAILABLE", "RESOURCE_EXHAUSTED");
  private static final int STREAM_LANES = 3;

  private final long seed;
  private final Sent sent;
  private final List<Courier> couriers = new ArrayList<>();
  private final List<RetryingSender> senders = new ArrayList<>();
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final Map<String, LongAdder> refused = new ConcurrentHashMap<>();
  private final LongAdder unanswered = new LongAdder();
  private final LongAdder acknowledged = new LongAdder();
  private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
  private volatile boolean stopped;

  private EightClients(String prefix, long seed) {
    this.seed = seed;
    this.sent = new Sent(prefix);
  }

  /**
   * Begins to send.
   *
   * @param prefix what the ids of all units begin with; no other load may have the same
   */
  static EightClients start(String prefix, long seed) {
    var clients = new EightClients(prefix, seed);
    var stack = IntakeStack.get();
    for (var client = 0; client < 8; client++) {
      var token = stack.token(prefix + "-" + client, Set.of("client"), Duration.ofHours(1));
      switch (client) {
        case 0, 1, 2, 3 -> clients.add(new UnaryCourier(stack.clients().as(token)), 1);
        case 4, 5 -> clients.add(new StreamCourier(stack.clients().as(token)), STREAM_LANES);
        default -> clients.add(new RestCourier(stack.tracking().httpPort(), token), 1);
      }
    }
    clients.begin(prefix);
    return clients;
  }

  Sent sent() {
    return sent;
  }

  /** Events in batches that were acknowledged; what was sent twice counts twice. */
  long acknowledged() {
    return acknowledged.sum();
  }

  /** Attempts that the service refused, with advice when to try again. */
  long refused() {
    return refused.values().stream().mapToLong(LongAdder::sum).sum();
  }

  /** Attempts that nobody answered. */
  long unanswered() {
    return unanswered.sum();
  }

  /** Waits until everybody has got something acknowledged since now. */
  void awaitProgress() {
    var before = senders.stream().mapToLong(RetryingSender::batches).toArray();
    Awaitility.await("everybody gets on, " + this)
        .atMost(Duration.ofMinutes(2))
        .until(() -> {
          for (var i = 0; i < before.length; i++) {
            if (senders.get(i).batches() == before[i]) {
              return false;
            }
          }
          return true;
        });
  }

  /** Ends when every batch that was begun is acknowledged; holds that nothing else was answered. */
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
    couriers.forEach(Courier::close);
  }

  /** For the message of an assertion, and for the report. */
  @Override
  public String toString() {
    return "seed %d: %d events acknowledged of %d sent, attempts refused %s, unanswered %d"
        .formatted(seed, acknowledged(), sent.size(), new TreeMap<>(refused), unanswered());
  }

  private void add(Courier courier, int lanes) {
    couriers.add(courier);
    for (var lane = 0; lane < lanes; lane++) {
      senders.add(new RetryingSender(courier, this));
    }
  }

  private void begin(String prefix) {
    var half = senders.size() / 2;
    for (var i = 0; i < senders.size(); i++) {
      var sender = senders.get(i);
      var random = new Random(seed * 31 + i);
      var batches = new Batches(prefix, "s" + i, random, Instant.now());
      var partner = senders.get((i + half) % senders.size());
      executor.execute(() -> sender.run(batches, random, partner));
    }
  }

  boolean isStopped() {
    return stopped;
  }

  void sending(List<Event> batch) {
    sent.add(batch);
  }

  void acknowledged(int events) {
    acknowledged.add(events);
  }

  /** Notes an attempt that failed; false if the batch need not be tried again. */
  boolean failed(Attempt attempt) {
    switch (attempt) {
      case Attempt.Stored stored -> wrong.add("not accepted: " + stored);
      case Attempt.Unanswered _ -> {
        unanswered.increment();
        return true;
      }
      case Attempt.Refused(var code, var advised) -> {
        if (advised && EXPECTED.contains(code)) {
          refused.computeIfAbsent(code, _ -> new LongAdder()).increment();
          return true;
        }
        wrong.add(attempt.toString());
      }
    }
    return false;
  }
}
