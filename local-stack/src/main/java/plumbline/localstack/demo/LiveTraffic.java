package plumbline.localstack.demo;

import io.grpc.StatusRuntimeException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;
import plumbline.localstack.StackClients;
import plumbline.proto.assignment.v1.AssignRequest;
import plumbline.proto.tracking.v1.Event;
import plumbline.proto.tracking.v1.TrackRequest;

/**
 * Simulated visitors of the running demo, 20 a second, until it is closed: each is assigned, sees
 * its variant, and does something or nothing. Goes on when a service is away; what they did waits
 * to be sent, as it is, for as long as there is room.
 */
final class LiveTraffic implements AutoCloseable {
  private static final int VISITS_PER_SECOND = 20;
  private static final long PAUSE_NANOS = 1_000_000_000;
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);
  private static final int MAX_WAITING = 20_000;
  private static final int MAX_BATCH = 500;

  private final StackClients client;
  private final SimulatedVisitors visitors;
  private final PrintStream out;
  private final Clock clock;
  private final Thread thread =
      Thread.ofPlatform().daemon().name("live-traffic").unstarted(this::visitUntilClosed);
  private final Deque<Event> waiting = new ArrayDeque<>();
  private volatile boolean closed;
  private boolean away;
  private long lost;

  LiveTraffic(StackClients client, SimulatedVisitors visitors, PrintStream out, Clock clock) {
    this.client = client;
    this.visitors = visitors;
    this.out = out;
    this.clock = clock;
  }

  void start() {
    thread.start();
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join(CLOSE_WAIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void visitUntilClosed() {
    while (!closed) {
      second();
      // A pause, not a clock: after an outage there is no crowd of visits that were missed.
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private void second() {
    try {
      for (var i = 0; i < VISITS_PER_SECOND; i++) {
        visit();
      }
      sendWaiting();
      report(false, "");
    } catch (StatusRuntimeException e) {
      report(true, e.getStatus().getCode().name());
    }
  }

  private void visit() {
    var visitor = visitors.next();
    var request =
        AssignRequest.newBuilder()
            .setExperiment(RunningDemo.KEY)
            .setUnit(visitor)
            .setExpose(true)
            .build();
    var assignment = client.assignment().assign(request).getAssignment();
    if (assignment.getVariant().isEmpty()) {
      return;
    }
    for (var event : visitors.outcomes(visitor, assignment.getVariant(), clock.instant())) {
      waiting.add(event);
    }
    while (waiting.size() > MAX_WAITING) {
      waiting.remove();
      lost++;
    }
  }

  private void sendWaiting() {
    while (!waiting.isEmpty()) {
      var batch = waiting.stream().limit(MAX_BATCH).toList();
      client.tracking().track(TrackRequest.newBuilder().addAllEvents(batch).build());
      // Only after the answer: the same events with the same ids are safe to send again.
      batch.forEach(_ -> waiting.remove());
    }
  }

  private void report(boolean nowAway, String code) {
    if (closed || nowAway == away) {
      return;
    }
    away = nowAway;
    out.println(
        nowAway
            ? "Simulated visitors are not served (" + code + "); trying again every second."
            : "Simulated visitors are served again; %,d of their events were lost."
                .formatted(lost));
  }
}
