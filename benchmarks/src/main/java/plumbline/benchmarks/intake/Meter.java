package plumbline.benchmarks.intake;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import plumbline.benchmarks.ClosedLoop;
import plumbline.benchmarks.ProcessorTime;

/** Measures phases, each on empty tables, and sees that all of it is stored. */
final class Meter {
  private final Tables tables;
  private final ProcessHandle postgres;
  private final ProcessHandle service;

  Meter(Tables tables, ProcessHandle service) throws SQLException {
    this.tables = tables;
    this.postgres = tables.postmaster();
    this.service = service;
  }

  /**
   * Has the clients do the work.
   *
   * @param events how many the work holds
   * @throws IllegalStateException if not all of them are stored afterwards
   */
  <W> Measured measure(long events, List<? extends ClosedLoop.Client<W>> clients, List<W> work)
      throws SQLException, InterruptedException {
    reset();
    var processorBefore = processor();
    var walBefore = tables.walBytes();
    var elapsed = ClosedLoop.run(clients, work);
    var processor = processor().flatMap(now -> processorBefore.map(now::minus));
    var walBytes = tables.walBytes() - walBefore;
    var transactions = stored(events, events).transactions();
    return new Measured(events, elapsed, transactions, walBytes, processor);
  }

  /** Empties the tables before something is measured. */
  void reset() throws SQLException {
    tables.reset();
  }

  /**
   * What is stored.
   *
   * @param acknowledged events, which must all be there
   * @param sent events; no more may be there
   * @throws IllegalStateException if that is not so
   */
  Tables.Content stored(long acknowledged, long sent) throws SQLException {
    var content = tables.content();
    if (content.events() < acknowledged
        || content.events() > sent
        || content.keys() != content.events()) {
      throw new IllegalStateException(
          "of %d events %d were acknowledged, and this is stored: %s"
              .formatted(sent, acknowledged, content));
    }
    return content;
  }

  private Optional<Measured.Processor> processor() {
    var ofPostgres = ProcessorTime.ofTree(postgres);
    var ofService = ProcessorTime.ofTree(service);
    // Only itself: PostgreSQL and the service are this process' children.
    var ofClients = ProcessorTime.of(ProcessHandle.current());
    if (ofPostgres.isEmpty() || ofService.isEmpty() || ofClients.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Measured.Processor(
            ofPostgres.orElse(Duration.ZERO),
            ofService.orElse(Duration.ZERO),
            ofClients.orElse(Duration.ZERO)));
  }
}
