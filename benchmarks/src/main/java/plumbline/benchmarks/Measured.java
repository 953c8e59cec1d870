package plumbline.benchmarks;

import java.time.Duration;
import java.util.Optional;

/**
 * One phase that was measured.
 *
 * @param events how many were stored, or folded
 * @param elapsed from the first begin to the last end
 * @param transactions that stored them: several clients may share one
 * @param walBytes that PostgreSQL logged meanwhile
 * @param processor who used the processor; empty where it cannot be known
 */
public record Measured(
    long events,
    Duration elapsed,
    long transactions,
    long walBytes,
    Optional<ProcessorUse> processor) {

  public double eventsPerSecond() {
    return events * 1e9 / elapsed.toNanos();
  }

  public double eventsPerTransaction() {
    return (double) events / transactions;
  }

  public double walBytesPerEvent() {
    return (double) walBytes / events;
  }

  /** Microseconds of a processor for each event. */
  public double perEvent(Duration part) {
    return part.toNanos() / 1e3 / events;
  }
}
