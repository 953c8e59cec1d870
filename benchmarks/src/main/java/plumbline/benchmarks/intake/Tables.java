package plumbline.benchmarks.intake;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import plumbline.localstack.PostgresServer;

/** The intake's tables, past the service. */
final class Tables implements AutoCloseable {
  private final Connection connection;

  Tables(PostgresServer.Database database) throws SQLException {
    connection =
        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
  }

  /**
   * What the tables hold.
   *
   * @param events rows of event
   * @param keys rows of event_key
   * @param transactions different batch numbers: transactions that stored something
   */
  record Content(long events, long keys, long transactions) {}

  /** Empties them, and has everything written to disk, so that each phase begins with the same. */
  void reset() throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("TRUNCATE event, event_key, fold_work");
      statement.execute("CHECKPOINT");
    }
  }

  Content content() throws SQLException {
    return new Content(
        number("SELECT count(*) FROM event"),
        number("SELECT count(*) FROM event_key"),
        number("SELECT count(DISTINCT batch) FROM fold_work"));
  }

  /** Bytes that were ever written to the write-ahead log. */
  long walBytes() throws SQLException {
    return number("SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint");
  }

  /** The server's first process, whose children are all the others. */
  ProcessHandle postmaster() throws SQLException {
    return ProcessHandle.of(number("SELECT pg_backend_pid()"))
        .flatMap(ProcessHandle::parent)
        .orElseThrow(() -> new IllegalStateException("the server is not on this machine"));
  }

  /** What a setting or a function says, such as {@code SHOW fsync}. */
  String ask(String query) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  private long number(String query) throws SQLException {
    return Long.parseLong(ask(query));
  }
}
