package plumbline.benchmarks;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import plumbline.localstack.PostgresServer;

/** A service's tables, past the service: one connection, for one thread at a time. */
public final class Tables implements AutoCloseable {
  private final Connection connection;

  public Tables(PostgresServer.Database database) throws SQLException {
    connection =
        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
  }

  /** Empties them, and has everything written to disk, so that each phase begins with the same. */
  public void empty(List<String> tables) throws SQLException {
    execute("TRUNCATE " + String.join(", ", tables));
    execute("CHECKPOINT");
  }

  /** Bytes that were ever written to the write-ahead log. */
  public long walBytes() throws SQLException {
    return number("SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint");
  }

  /** Bytes of a table with its partitions and indexes. */
  public long bytes(String table) throws SQLException {
    // A table without partitions is in no tree.
    return number(
        """
        SELECT coalesce(sum(pg_total_relation_size(relid)), pg_total_relation_size('%1$s'))
        FROM pg_partition_tree('%1$s')
        """
            .formatted(table));
  }

  /** The server's first process, whose children are all the others. */
  public ProcessHandle postmaster() throws SQLException {
    return ProcessHandle.of(number("SELECT pg_backend_pid()"))
        .flatMap(ProcessHandle::parent)
        .orElseThrow(() -> new IllegalStateException("the server is not on this machine"));
  }

  /** What the server is, and how durable; and how many processors there are. */
  public String describe() throws SQLException {
    return "PostgreSQL %s, fsync %s, synchronous_commit %s, full_page_writes %s; %d processors"
        .formatted(
            ask("SHOW server_version"),
            ask("SHOW fsync"),
            ask("SHOW synchronous_commit"),
            ask("SHOW full_page_writes"),
            Runtime.getRuntime().availableProcessors());
  }

  /** What a setting, a function or a query of one value says, such as {@code SHOW fsync}. */
  public String ask(String query) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }

  /** The same where it is a whole number. */
  public long number(String query) throws SQLException {
    return Long.parseLong(ask(query));
  }

  /** Runs a statement that answers nothing. */
  public void execute(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
