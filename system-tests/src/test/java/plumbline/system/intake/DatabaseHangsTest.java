package plumbline.system.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * PostgreSQL hangs for ten seconds (SIGSTOP) under load: what waits is bounded, what finds no room
 * is refused with advice to try again, and all goes on by itself, in the same process.
 */
class DatabaseHangsTest {
  private static final long SEED = 3_000_017L;
  private static final Duration HANGS = Duration.ofSeconds(10);

  @Test
  void refusesBoundsAndGoesOn(TestReporter reporter) throws Exception {
    var stack = IntakeStack.get();
    var process = stack.tracking().pid();
    try (var clients = EightClients.start("hangs", SEED);
        var flood = new Flood("hangs")) {
      clients.awaitProgress();
      stack.postgres().pause();
      try {
        flood.begin();
        watchWhileItHangs();
      } finally {
        stack.postgres().resume();
      }
      clients.awaitProgress();
      clients.stop();
      flood.awaitAnswers();
      var run = clients + "; flood: " + flood;
      assertThat(clients.refused()).as("refused while it hung, " + run).isPositive();
      assertThat(clients.unanswered()).as("without an answer, " + run).isZero();
      assertThat(stack.tracking().pid()).isEqualTo(process);
      assertThat(stack.tracking().isAlive()).as("in the memory that it has, " + run).isTrue();
      flood.sendUntilAcknowledged(clients.sent());
      clients.sent().verifyStoredOnce(run);
      reporter.publishEntry("run", run);
    }
  }

  /** Sees it live and its queue bounded, and the queue used. */
  private static void watchWhileItHangs() {
    var seen = new AtomicInteger();
    await("the queue is bounded, and the service live")
        .during(HANGS)
        .atMost(HANGS.multipliedBy(3))
        .until(() -> {
          var events = (int) IntakeStack.metric("plumbline_intake_queued_events");
          seen.accumulateAndGet(events, Math::max);
          return events <= IntakeStack.QUEUE_EVENTS
              && IntakeStack.metric("plumbline_intake_queued_bytes") <= IntakeStack.QUEUE_BYTES
              && IntakeStack.isLive();
        });
    assertThat(seen.get()).as("events that waited").isPositive();
  }
}
