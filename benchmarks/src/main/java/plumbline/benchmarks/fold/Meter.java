package plumbline.benchmarks.fold;

import java.sql.SQLException;
import java.time.Duration;
import plumbline.benchmarks.ClosedLoop;
import plumbline.benchmarks.Measured;
import plumbline.benchmarks.ProcessorUse;

/** Measures intake, fold, and both at once, and sees that all that was sent is counted. */
final class Meter {
  private final Stand stand;
  private final Backlog backlog;
  private final ProcessHandle postgres;

  Meter(Stand stand) throws SQLException {
    this.stand = stand;
    this.backlog = new Backlog(stand.tables());
    this.postgres = stand.tables().postmaster();
  }

  /** Something whose time counts. */
  private interface Step {
    Duration run() throws SQLException, InterruptedException;
  }

  /**
   * Intake alone, then the fold of the same events alone.
   *
   * @param intake until the last acknowledgement
   * @param fold until nothing is left to be folded
   */
  record Apart(Measured intake, Measured fold) {}

  /**
   * Stores the work, on empty tables, while nothing is folded; then has it folded.
   *
   * @throws IllegalStateException if not all of it is counted
   */
  Apart apart(Shop.Work work) throws SQLException, InterruptedException {
    stand.empty();
    stand.gate().shut();
    var intake =
        measure(
            stand.intakeOnly(),
            work.events(),
            () -> ClosedLoop.run(stand.toIntakeOnly(), work.batches()));
    stand.tables().execute("ANALYZE event, fold_work");
    var fold = folded(work.events());
    requireCounted(work.units());
    return new Apart(intake, fold);
  }

  /** Lets what is waiting be folded. */
  Measured folded(long events) throws SQLException, InterruptedException {
    return measure(
        stand.whole(),
        events,
        () -> {
          var begin = System.nanoTime();
          stand.gate().open();
          backlog.awaitNone();
          return Duration.ofNanos(System.nanoTime() - begin);
        });
  }

  /**
   * Has one process take the work, on empty tables, as fast as it can, and fold it meanwhile.
   *
   * @return until nothing is left to be folded
   * @throws IllegalStateException if not all of it is counted
   */
  Measured together(Shop.Work work) throws SQLException, InterruptedException {
    stand.empty();
    var both =
        measure(
            stand.whole(),
            work.events(),
            () -> {
              var begin = System.nanoTime();
              ClosedLoop.run(stand.toWhole(), work.batches());
              backlog.awaitNone();
              return Duration.ofNanos(System.nanoTime() - begin);
            });
    requireCounted(work.units());
    return both;
  }

  private void requireCounted(long units) {
    var counted = Sums.of(stand.statistics().get(Stand.SHOP)).exposed();
    if (counted != units) {
      throw new IllegalStateException(
          "%d units were exposed, and %d are counted".formatted(units, counted));
    }
  }

  private Measured measure(ProcessHandle service, long events, Step step)
      throws SQLException, InterruptedException {
    var processorBefore = ProcessorUse.now(postgres, service);
    var walBefore = stand.tables().walBytes();
    var elapsed = step.run();
    var processor =
        ProcessorUse.now(postgres, service).flatMap(now -> processorBefore.map(now::minus));
    var walBytes = stand.tables().walBytes() - walBefore;
    return new Measured(events, elapsed, backlog.transactions(), walBytes, processor);
  }
}
