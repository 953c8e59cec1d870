package plumbline.tracking.intake;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
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
@ApplicationScoped
class IntakeQueue {
  private final IntakeConfig config;
  // All below: guarded by this.
  private final SequencedSet<Submission> waiting = new LinkedHashSet<>();
  private int writing;
  private int heldEvents;
  private long heldBytes;

  @Inject
  IntakeQueue(IntakeConfig config, MeterRegistry registry) {
    this.config = config;
    Gauge.builder("plumbline.intake.queued.events", this, IntakeQueue::heldEvents)
        .description("Events that were taken in and are not on disk yet")
        .register(registry);
    Gauge.builder("plumbline.intake.queued.bytes", this, IntakeQueue::heldBytes)
        .description("What they take on the wire")
        .register(registry);
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
