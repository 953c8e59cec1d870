package plumbline.tracking.fold;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes a fold worker of this replica as soon as there is work; other replicas poll. */
@ApplicationScoped
public class FoldSignal {
  private final Semaphore arrivals = new Semaphore(0);

  /** There may be work. */
  public void workArrived() {
    arrivals.release();
  }

  /** Waits for work, at most that long. */
  void await(Duration atMost) throws InterruptedException {
    if (arrivals.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
      arrivals.drainPermits();
    }
  }
}
