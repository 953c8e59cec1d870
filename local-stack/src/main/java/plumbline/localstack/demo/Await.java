package plumbline.localstack.demo;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import plumbline.localstack.StackFailure;

/** Waits for what happens in its own time. */
final class Await {
  private static final long BETWEEN_MILLIS = 200;

  private Await() {}

  /**
   * Waits until it is so.
   *
   * @throws StackFailure if it is not in that time
   */
  static void until(String what, Duration wait, BooleanSupplier so) throws InterruptedException {
    if (!within(wait, so)) {
      throw new StackFailure("waited " + wait.toSeconds() + " s in vain until " + what);
    }
  }

  /** Waits for that time at the most; whether it came to be so. */
  static boolean within(Duration wait, BooleanSupplier so) throws InterruptedException {
    var deadline = System.nanoTime() + wait.toNanos();
    while (!so.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(BETWEEN_MILLIS);
    }
    return true;
  }
}
