package plumbline.tracking.retention;

import java.sql.Connection;
import java.sql.SQLException;

/** Transactions on a connection that commits by itself between them. */
final class Transactions {
  private Transactions() {}

  /** What is done in one. */
  interface Work<T> {
    T run() throws SQLException;
  }

  static <T> T in(Connection connection, Work<T> work) throws SQLException {
    connection.setAutoCommit(false);
    try {
      var result = work.run();
      connection.commit();
      return result;
    } catch (SQLException | RuntimeException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }
}
