package plumbline.system.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import plumbline.proto.tracking.v1.Event;
import plumbline.proto.tracking.v1.EventOutcome;
import plumbline.proto.tracking.v1.TrackRequest;

/**
 * Sends one batch after the other, each until it is acknowledged. Some it sends again although they
 * were, and some it has a partner send at the same time, in the opposite order.
 */
final class RetryingSender {
  private static final int BATCH = 50;
  private static final int REMEMBERED = 20;
  private static final int LONGEST_PAUSE_MILLIS = 200;
  private static final long BREATH_MILLIS = 20;

  private final Courier courier;
  private final EightClients clients;
  private final BlockingQueue<List<Event>> offered = new ArrayBlockingQueue<>(4);
  private final AtomicLong batches = new AtomicLong();

  RetryingSender(Courier courier, EightClients clients) {
    this.courier = courier;
    this.clients = clients;
  }

  /** Batches that were acknowledged. */
  long batches() {
    return batches.get();
  }

  /** Until the clients are stopped. */
  void run(Batches source, Random random, RetryingSender partner) {
    var done = new ArrayList<List<Event>>();
    try {
      while (!clients.isStopped()) {
        var batch = choose(source, random, partner, done);
        sendUntilAcknowledged(batch, random);
        if (done.size() == REMEMBERED) {
          done.removeFirst();
        }
        done.add(batch);
        TimeUnit.MILLISECONDS.sleep(BREATH_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<Event> choose(
      Batches source, Random random, RetryingSender partner, List<List<Event>> done) {
    var others = offered.poll();
    if (others != null) {
      return others;
    }
    if (!done.isEmpty() && random.nextInt(10) == 0) {
      return done.get(random.nextInt(done.size()));
    }
    var batch = source.next(BATCH);
    clients.sending(batch);
    if (random.nextInt(4) == 0) {
      partner.offered.offer(batch.reversed());
    }
    return batch;
  }

  private void sendUntilAcknowledged(List<Event> batch, Random random) throws InterruptedException {
    var request = TrackRequest.newBuilder().addAllEvents(batch).build();
    var attempt = courier.send(request);
    while (!isAccepted(attempt)) {
      if (!clients.failed(attempt)) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_PAUSE_MILLIS));
      attempt = courier.send(request);
    }
    batches.incrementAndGet();
    clients.acknowledged(batch.size());
  }

  private static boolean isAccepted(Attempt attempt) {
    return attempt instanceof Attempt.Stored(var response)
        && response.getResultsList().stream()
            .allMatch(it -> it.getOutcome() == EventOutcome.EVENT_OUTCOME_ACCEPTED);
  }
}
