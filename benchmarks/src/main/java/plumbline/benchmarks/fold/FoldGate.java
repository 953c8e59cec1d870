package plumbline.benchmarks.fold;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import plumbline.localstack.PostgresServer;

/**
 * Keeps the fold from folding, by the shards' locks, which it passes by while somebody holds them:
 * so the service stays warm.
 */
final class FoldGate implements AutoCloseable {
  private final Connection connection;

  FoldGate(PostgresServer.Database database) throws SQLException {
    connection =
        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    connection.setAutoCommit(false);
  }

  /** Waits until nothing is being folded, and lets nothing begin. */
  void shut() throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("SELECT FROM fold_shard ORDER BY shard FOR UPDATE");
    }
  }

  void open() throws SQLException {
    connection.rollback();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
