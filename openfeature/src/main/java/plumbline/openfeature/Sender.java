package plumbline.openfeature;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the queue's events, one batch at a time and in order, each until it is answered for. */
final class Sender implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Plumbline.class);

  private final EventQueue queue;
  private final Transport transport;
  private final Backoff backoff;
  private final KnownExposures known;
  private final SeldomLog failing = new SeldomLog(LOG::warn, System::nanoTime);
  private final SeldomLog refusing = new SeldomLog(LOG::error, System::nanoTime);
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong rejected = new AtomicLong();

  Sender(EventQueue queue, Transport transport, Backoff backoff, KnownExposures known) {
    this.queue = queue;
    this.transport = transport;
    this.backoff = backoff;
    this.known = known;
  }

  /** Ends when the queue is closed and empty, or at an interrupt. */
  @Override
  public void run() {
    try {
      for (var batch = queue.next(); !batch.isEmpty(); batch = queue.next()) {
        deliver(batch);
      }
    } catch (InterruptedException e) {
      // The time for the end is over; what is left is counted by whoever interrupts.
      Thread.currentThread().interrupt();
    }
  }

  long sent() {
    return sent.get();
  }

  long rejected() {
    return rejected.get();
  }

  private void deliver(List<Event> batch) throws InterruptedException {
    for (var failures = 0; ; failures++) {
      var answer = transport.send(batch);
      if (answer instanceof Answer.Failed failed) {
        failing.warn("Events wait, tracking-service does not take them: " + failed.reason());
        queue.pause(backoff.after(failures, failed.retryAfter()));
      } else if (answer instanceof Answer.Refused refused) {
        separate(batch, refused);
        return;
      } else if (answer instanceof Answer.Taken taken) {
        settle(batch, taken.results());
        return;
      }
    }
  }

  /** Finds the event that is refused, so that the others are taken. */
  private void separate(List<Event> batch, Answer.Refused refused) throws InterruptedException {
    if (batch.size() == 1) {
      settle(batch, List.of(new Answer.Result(false, refused.reason())));
      return;
    }
    var half = batch.size() / 2;
    deliver(batch.subList(0, half));
    deliver(batch.subList(half, batch.size()));
  }

  private void settle(List<Event> batch, List<Answer.Result> results) {
    for (var i = 0; i < batch.size(); i++) {
      if (results.get(i).stored()) {
        sent.incrementAndGet();
        batch.get(i).seen().ifPresent(known::add);
      } else {
        rejected.incrementAndGet();
        refusing.warn("An event was refused and is not sent again: " + results.get(i).reason());
      }
    }
    queue.settle(batch.size());
  }
}
