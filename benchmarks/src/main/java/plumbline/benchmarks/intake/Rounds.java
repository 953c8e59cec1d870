package plumbline.benchmarks.intake;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import plumbline.benchmarks.CopyClient;
import plumbline.benchmarks.Measured;
import plumbline.benchmarks.PreparedBatch;
import plumbline.benchmarks.TrackClient;

/** Intake and reference in turn, with the same events, who begins alternating. */
final class Rounds {
  /** What is held in memory, twice encoded, must leave room. */
  static final int MAX_EVENTS = 1_500_000;

  private static final int LARGE_TRANSACTION = 50_000;
  private static final int WARM_UP_BATCHES = 10;

  /** What the JVM compiles by: seconds alone say little on a machine that is busy. */
  private static final long WARM_UP_EVENTS = 400_000;

  private final Options options;
  private final Meter meter;
  private final Batches batches;
  private final List<TrackClient> intake;
  private final List<CopyClient> reference;

  Rounds(
      Options options,
      Meter meter,
      Batches batches,
      List<TrackClient> intake,
      List<CopyClient> reference) {
    this.options = options;
    this.meter = meter;
    this.batches = batches;
    this.intake = intake;
    this.reference = reference;
  }

  /**
   * What was measured in one round.
   *
   * @param intake by gRPC, each batch acknowledged
   * @param reference binary COPY, a batch in each transaction
   * @param large binary COPY, 50,000 events in each transaction
   */
  record Round(Measured intake, Measured reference, Measured large) {
    double ratio() {
      return intake.eventsPerSecond() / reference.eventsPerSecond();
    }

    /** The same of processor time in place of time; empty where it cannot be known. */
    Optional<Double> processorRatio() {
      return intake
          .processor()
          .flatMap(ours ->
              reference
                  .processor()
                  .map(theirs -> theirs.sum().toNanos() / (double) ours.sum().toNanos()));
    }
  }

  /**
   * Uses both sides until the service has compiled what it needs.
   *
   * @return events each second at the end of it
   */
  double warmUp() throws SQLException, InterruptedException {
    var until = System.nanoTime() + Duration.ofSeconds(options.warmUpSeconds()).toNanos();
    var rate = 0.0;
    for (var used = 0L; used < WARM_UP_EVENTS || System.nanoTime() < until; ) {
      var work = batches.next(WARM_UP_BATCHES * options.clients());
      copied(work);
      rate = sent(work).eventsPerSecond();
      used += events(work);
    }
    return rate;
  }

  /**
   * Measures one round.
   *
   * @param number from 0
   * @param events about how many
   */
  Round run(int number, double events) throws SQLException, InterruptedException {
    var count = Math.min(events, MAX_EVENTS) / batches.size();
    var work = batches.next(Math.max(options.clients(), (int) count));
    if (number % 2 == 0) {
      var first = sent(work);
      return new Round(first, copied(work), copiedAtLarge(work));
    }
    var first = copied(work);
    return new Round(sent(work), first, copiedAtLarge(work));
  }

  private Measured sent(List<PreparedBatch> work) throws SQLException, InterruptedException {
    return meter.measure(events(work), intake, work);
  }

  private Measured copied(List<PreparedBatch> work) throws SQLException, InterruptedException {
    return meter.measure(events(work), reference, transactions(work, 1));
  }

  private Measured copiedAtLarge(List<PreparedBatch> work)
      throws SQLException, InterruptedException {
    var each = Math.max(1, LARGE_TRANSACTION / batches.size());
    return meter.measure(events(work), reference, transactions(work, each));
  }

  private long events(List<PreparedBatch> work) {
    return (long) work.size() * batches.size();
  }

  private static List<List<PreparedBatch>> transactions(List<PreparedBatch> work, int each) {
    return IntStream.iterate(0, from -> from < work.size(), from -> from + each)
        .mapToObj(from -> work.subList(from, Math.min(work.size(), from + each)))
        .toList();
  }
}
