package plumbline.kit.database;

import io.agroal.api.AgroalDataSource;
import java.sql.Connection;
import java.sql.SQLException;

/** Reads of one moment: nothing that is read is ahead of anything else. */
public final class Snapshots {
  private Snapshots() {}

  /** What is read of one snapshot of the database; cursors may be left open until it ends. */
  public static <T> T read(AgroalDataSource database, Reads.Query<T> query) throws SQLException {
    try (var connection = database.getConnection()) {
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setReadOnly(true);
      try {
        return query.of(connection);
      } finally {
        connection.rollback();
        connection.setReadOnly(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      }
    }
  }
}
