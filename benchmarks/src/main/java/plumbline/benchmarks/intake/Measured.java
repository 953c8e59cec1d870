package plumbline.benchmarks.intake;

import java.time.Duration;
import java.util.Optional;

/**
 * One phase of a round.
 *
 * @param events how many were stored
 * @param elapsed from the first begin to the last acknowledgement
 * @param transactions that stored them
 * @param walBytes that PostgreSQL logged meanwhile
 * @param processor who used the processor; empty where it cannot be known
 */
record Measured(
    long events,
    Duration elapsed,
    long transactions,
    long walBytes,
    Optional<Processor> processor) {

  /** Processor time that was used by each part. */
  record Processor(Duration postgres, Duration service, Duration clients) {
    Duration sum() {
      return postgres.plus(service).plus(clients);
    }

    Processor minus(Processor before) {
      return new Processor(
          postgres.minus(before.postgres),
          service.minus(before.service),
          clients.minus(before.clients));
    }
  }

  double eventsPerSecond() {
    return events * 1e9 / elapsed.toNanos();
  }

  double eventsPerTransaction() {
    return (double) events / transactions;
  }

  double walBytesPerEvent() {
    return (double) walBytes / events;
  }

  /** Microseconds of a processor for each event. */
  double perEvent(Duration part) {
    return part.toNanos() / 1e3 / events;
  }
}
