package plumbline.kit.database;

import java.sql.Connection;
import java.sql.SQLException;

/** Transactions on a connection that commits by itself between them. */
public final class Transactions {
  private Transactions() {}

  /** What is done in one. */
  @FunctionalInterface
  public interface Work<T> {
    /** Does it. */
    T run() throws SQLException;
  }

  /** Does it in one; none of it if it throws. */
  public static <T> T in(Connection connection, Work<T> work) throws SQLException {
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
