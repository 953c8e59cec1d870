package plumbline.openfeature;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** One kind of warning, at most once a minute; the next one says how many were held back. */
final class SeldomLog {
  private static final long MINUTE_NANOS = 60_000_000_000L;

  private final Consumer<String> log;
  private final LongSupplier nanoTime;
  private final AtomicLong due;
  private final AtomicLong held = new AtomicLong();

  SeldomLog(Consumer<String> log, LongSupplier nanoTime) {
    this.log = log;
    this.nanoTime = nanoTime;
    this.due = new AtomicLong(nanoTime.getAsLong());
  }

  void warn(String warning) {
    var now = nanoTime.getAsLong();
    var last = due.get();
    if (now - last < 0 || !due.compareAndSet(last, now + MINUTE_NANOS)) {
      held.incrementAndGet();
      return;
    }
    var more = held.getAndSet(0);
    log.accept(more == 0 ? warning : warning + " (and " + more + " times before)");
  }
}
