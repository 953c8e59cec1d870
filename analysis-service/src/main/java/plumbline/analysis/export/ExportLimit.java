package plumbline.analysis.export;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import plumbline.kit.failure.Failure;

/** Lets a few exports of units run at once: each holds a thread here, and a snapshot elsewhere. */
@ApplicationScoped
class ExportLimit {
  private final ExportConfig config;
  private final Semaphore free;

  @Inject
  ExportLimit(ExportConfig config) {
    this.config = config;
    this.free = new Semaphore(config.streams());
  }

  /**
   * Takes a place.
   *
   * @throws Failure.Exhausted if there is none
   */
  Place enter() {
    if (!free.tryAcquire()) {
      throw new Failure.Exhausted(
          config.streams() + " exports of units are under way; try again in a while");
    }
    return new Place();
  }

  /** Somebody's place. */
  final class Place {
    private final AtomicBoolean taken = new AtomicBoolean(true);

    /** Gives it back; the first time does it. */
    void leave() {
      if (taken.getAndSet(false)) {
        free.release();
      }
    }
  }
}
