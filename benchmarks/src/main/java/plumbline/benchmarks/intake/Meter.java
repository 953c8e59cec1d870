package plumbline.benchmarks.intake;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import plumbline.benchmarks.ClosedLoop;
import plumbline.benchmarks.Measured;
import plumbline.benchmarks.ProcessorUse;
import plumbline.benchmarks.Tables;

/** Measures phases, each on empty tables, and sees that all of it is stored. */
final class Meter {
  private static final List<String> TABLES = List.of("event", "event_key", "fold_work");

  private final Tables tables;
  private final ProcessHandle postgres;
  private final ProcessHandle service;

  Meter(Tables tables, ProcessHandle service) throws SQLException {
    this.tables = tables;
    this.postgres = tables.postmaster();
    this.service = service;
  }

  /**
   * What the tables hold.
   *
   * @param events rows of event
   * @param keys rows of event_key
   * @param transactions different batch numbers: transactions that stored something
   */
  record Content(long events, long keys, long transactions) {}

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
    tables.empty(TABLES);
  }

  /**
   * What is stored.
   *
   * @param acknowledged events, which must all be there
   * @param sent events; no more may be there
   * @throws IllegalStateException if that is not so
   */
  Content stored(long acknowledged, long sent) throws SQLException {
    var content = content();
    if (content.events() < acknowledged
        || content.events() > sent
        || content.keys() != content.events()) {
      throw new IllegalStateException(
          "of %d events %d were acknowledged, and this is stored: %s"
              .formatted(sent, acknowledged, content));
    }
    return content;
  }

  Content content() throws SQLException {
    return new Content(
        tables.number("SELECT count(*) FROM event"),
        tables.number("SELECT count(*) FROM event_key"),
        tables.number("SELECT count(DISTINCT batch) FROM fold_work"));
  }

  private Optional<ProcessorUse> processor() {
    return ProcessorUse.now(postgres, service);
  }
}
