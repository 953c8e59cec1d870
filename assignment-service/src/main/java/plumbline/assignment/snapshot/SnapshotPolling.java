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
  // Apart: a PostgreSQL that hangs must not keep us from what Redis says.
  private final Errand polling = new Errand("definitions are not being refreshed");
  private final Errand verifying = new Errand("PostgreSQL cannot confirm the definitions");
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
    hints.listen(() -> polling.runAgain(refresh::poll));
    polling.run(refresh::poll);
    if (System.nanoTime() - verifiedNanos >= config.verifyInterval().toNanos()) {
      verifiedNanos = System.nanoTime();
      verifying.run(refresh::verify);
    }
  }

  /** What is done again and again, once at a time; what is skipped is found by the next tick. */
  private final class Errand {
    private final String failure;
    private final AtomicBoolean busy = new AtomicBoolean();
    private final AtomicBoolean failing = new AtomicBoolean();
    private final AtomicBoolean again = new AtomicBoolean();

    Errand(String failure) {
      this.failure = failure;
    }

    /** Once more after what is under way: that may have begun too early. */
    void runAgain(Supplier<Uni<Void>> work) {
      again.set(true);
      run(work);
    }

    void run(Supplier<Uni<Void>> work) {
      if (stopped || !busy.compareAndSet(false, true)) {
        return;
      }
      again.set(false);
      Uni.createFrom()
          .deferred(work::get)
          .ifNoItem()
          .after(PATIENCE)
          .fail()
          .onTermination()
          .invoke(() -> {
            busy.set(false);
            if (again.get()) {
              run(work);
            }
          })
          .subscribe()
          .with(_ -> failing.set(false), this::failed);
    }

    private void failed(Throwable cause) {
      if (!stopped && failing.compareAndSet(false, true)) {
        LOG.warnf("%s, what is held goes on: %s", failure, cause.getMessage());
      }
    }
  }
}
