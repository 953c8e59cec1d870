package plumbline.assignment.snapshot;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Keeps the snapshot current for as long as the service runs: by hints, and by the clock. */
@ApplicationScoped
class SnapshotPolling {
  private static final Logger LOG = Logger.getLogger(SnapshotPolling.class);

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final SnapshotRefresh refresh;
  private final SnapshotHints hints;
  private final SnapshotConfig config;
  private final Vertx vertx;
  private final AtomicBoolean busy = new AtomicBoolean();
  private final AtomicBoolean failing = new AtomicBoolean();
  private volatile boolean stopped;
  private volatile long timer;
  private volatile long verifiedNanos = System.nanoTime();

  @Inject
  SnapshotPolling(
      SnapshotRefresh refresh, SnapshotHints hints, SnapshotConfig config, Vertx vertx) {
    this.refresh = refresh;
    this.hints = hints;
    this.config = config;
    this.vertx = vertx;
  }

  void start(@Observes StartupEvent event) {
    timer = vertx.setPeriodic(0, config.pollInterval().toMillis(), _ -> tick());
  }

  void stop(@Observes ShutdownEvent event) {
    stopped = true;
    vertx.cancelTimer(timer);
    hints.close();
  }

  private void tick() {
    hints.listen(() -> run(refresh::poll));
    var due = System.nanoTime() - verifiedNanos >= config.verifyInterval().toNanos();
    if (run(due ? refresh::verify : refresh::poll) && due) {
      verifiedNanos = System.nanoTime();
    }
  }

  /** One at a time; answers whether it was begun: what is skipped is found by the next tick. */
  private boolean run(Supplier<Uni<Void>> work) {
    if (stopped || !busy.compareAndSet(false, true)) {
      return false;
    }
    Uni.createFrom()
        .deferred(work::get)
        .ifNoItem()
        .after(PATIENCE)
        .fail()
        .onTermination()
        .invoke(() -> busy.set(false))
        .subscribe()
        .with(_ -> failing.set(false), this::failed);
    return true;
  }

  private void failed(Throwable cause) {
    if (!stopped && failing.compareAndSet(false, true)) {
      LOG.warnf(
          "definitions are not being refreshed, what is held goes on: %s", cause.getMessage());
    }
  }
}
