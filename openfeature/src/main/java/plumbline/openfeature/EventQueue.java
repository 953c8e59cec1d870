package plumbline.openfeature;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * Events that wait, oldest first. One that is being sent stays until it is settled, so the bound
 * covers it too.
 */
final class EventQueue {
  /** A request's size, about; the server takes ten times that. */
  private static final int MAX_BATCH_CHARS = 1_000_000;

  private final int capacity;
  private final int batchSize;
  private final Duration linger;
  private final Queue<Event> events = new ArrayDeque<>();
  private long taken;
  private long settled;
  private int flushes;
  private boolean closed;
  private boolean abandoned;

  EventQueue(int capacity, int batchSize, Duration linger) {
    this.capacity = capacity;
    this.batchSize = batchSize;
    this.linger = linger;
  }

  /** Takes an event; false: the queue is full or closed. */
  synchronized boolean offer(Event event) {
    if (closed || events.size() >= capacity) {
      return false;
    }
    events.add(event);
    taken++;
    if (events.size() == 1 || events.size() == batchSize) {
      notifyAll();
    }
    return true;
  }

  /**
   * Waits for a batch: the oldest events, which stay in. Empty: it is closed and all are settled.
   */
  synchronized List<Event> next() throws InterruptedException {
    while (events.isEmpty() && !closed) {
      wait();
    }
    var until = System.nanoTime() + linger.toNanos();
    while (events.size() < batchSize && flushes == 0 && !closed && !isOver(until)) {
      waitUntil(until);
    }
    return oldest();
  }

  /** The oldest so many are done with. */
  synchronized void settle(int count) {
    for (var i = 0; i < count; i++) {
      events.poll();
    }
    settled += count;
    notifyAll();
  }

  /** Lets everything that is in be sent now, and waits for it; false: it took too long. */
  synchronized boolean flush(Duration most) throws InterruptedException {
    var all = taken;
    var until = System.nanoTime() + most.toNanos();
    flushes++;
    notifyAll();
    try {
      while (settled < all && !abandoned && !isOver(until)) {
        waitUntil(until);
      }
      return settled >= all;
    } finally {
      flushes--;
    }
  }

  /** Waits so long, or until it is closed. */
  synchronized void pause(Duration most) throws InterruptedException {
    var until = System.nanoTime() + most.toNanos();
    var before = closed;
    while (closed == before && !isOver(until)) {
      waitUntil(until);
    }
  }

  /** Takes nothing more. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  /** Gives up what is left, and says how many. */
  synchronized int abandon() {
    var left = events.size();
    events.clear();
    abandoned = true;
    notifyAll();
    return left;
  }

  synchronized int size() {
    return events.size();
  }

  private List<Event> oldest() {
    var batch = new ArrayList<Event>(Math.min(batchSize, events.size()));
    var chars = 0;
    for (var event : events) {
      chars += event.json().length();
      if (batch.size() == batchSize || (chars > MAX_BATCH_CHARS && !batch.isEmpty())) {
        break;
      }
      batch.add(event);
    }
    return batch;
  }

  private void waitUntil(long nanoTime) throws InterruptedException {
    TimeUnit.NANOSECONDS.timedWait(this, nanoTime - System.nanoTime());
  }

  private static boolean isOver(long nanoTime) {
    return nanoTime - System.nanoTime() <= 0;
  }
}
