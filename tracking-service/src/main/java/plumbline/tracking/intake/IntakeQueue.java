package plumbline.tracking.intake;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import plumbline.kit.failure.Failure;

/**
 * What was taken in and is not on disk yet, that which is being written included: bounded in events
 * and in bytes, so that a database that is slow or away costs refusals and not memory.
 */
@Startup
@ApplicationScoped
class IntakeQueue {
  /** What gRPC and HTTP take. */
  private static final int MAX_REQUEST_BYTES = 4 * 1024 * 1024;

  private final IntakeConfig config;
  private final MeterRegistry registry;
  private final List<Gauge> gauges;
  // All below: guarded by this.
  private final SequencedSet<Submission> waiting = new LinkedHashSet<>();
  private int writing;
  private int heldEvents;
  private long heldBytes;

  @Inject
  IntakeQueue(IntakeConfig config, MeterRegistry registry) {
    check(config.queueEvents() >= config.maxBatch(), "queue-events", "max-batch or more");
    check(config.queueBytes() >= MAX_REQUEST_BYTES, "queue-bytes", "4194304 (4 MiB) or more");
    check(config.writers() >= 1, "writers", "1 or more");
    check(config.streamWindow() >= 1, "stream-window", "1 or more");
    this.config = config;
    this.registry = registry;
    this.gauges =
        List.of(
            Gauge.builder("plumbline.intake.queued.events", this, IntakeQueue::heldEvents)
                .description("Events that were taken in and are not on disk yet")
                .register(registry),
            Gauge.builder("plumbline.intake.queued.bytes", this, IntakeQueue::heldBytes)
                .description("What they take on the wire")
                .register(registry));
  }

  /** Who starts again in the same process would find gauges that ask this one. */
  @PreDestroy
  void end() {
    gauges.forEach(registry::remove);
  }

  /**
   * Takes a submission in.
   *
   * @throws Failure.Exhausted if there is no room for it
   */
  synchronized void add(Submission submission) {
    var events = heldEvents + submission.events().size();
    var bytes = heldBytes + submission.bytes();
    if (events > config.queueEvents() || bytes > config.queueBytes()) {
      throw new Failure.Exhausted("too many events wait to be stored; try again");
    }
    heldEvents = events;
    heldBytes = bytes;
    waiting.add(submission);
  }

  /** Takes back what nobody waits for any more, unless it is being written. */
  synchronized void withdraw(Submission submission) {
    if (waiting.remove(submission)) {
      release(submission);
    }
  }

  /**
   * The oldest submissions, for one transaction; none if nothing waits or every writer is at work.
   * Until {@link #written} they are held.
   */
  synchronized List<Submission> next() {
    var group = new ArrayList<Submission>();
    if (writing == config.writers()) {
      return group;
    }
    var events = 0;
    while (!waiting.isEmpty()
        && (group.isEmpty()
            || events + waiting.getFirst().events().size() <= config.groupEvents())) {
      var submission = waiting.removeFirst();
      events += submission.events().size();
      group.add(submission);
    }
    if (!group.isEmpty()) {
      writing++;
    }
    return group;
  }

  /** The group is on disk, or failed: its writer is free. */
  synchronized void written(List<Submission> group) {
    writing--;
    group.forEach(this::release);
  }

  /**
   * How much of the room is taken, from 0 to 1; of events or bytes, whichever is nearer its end.
   */
  synchronized double fullness() {
    return Math.max(
        (double) heldEvents / config.queueEvents(), (double) heldBytes / config.queueBytes());
  }

  private static void check(boolean valid, String key, String rule) {
    if (!valid) {
      throw new IllegalStateException("plumbline.intake." + key + " must be " + rule);
    }
  }

  private void release(Submission submission) {
    heldEvents -= submission.events().size();
    heldBytes -= submission.bytes();
  }

  private synchronized int heldEvents() {
    return heldEvents;
  }

  private synchronized long heldBytes() {
    return heldBytes;
  }
}
