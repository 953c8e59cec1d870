package plumbline.tracking;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Keeps others from writing into a table of the service's for a while: they wait. */
record TableLock(Connection connection) implements AutoCloseable {
  static TableLock on(String table) throws SQLException {
    var database = Servers.database();
    var connection =
        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    connection.setAutoCommit(false);
    try (var statement = connection.createStatement()) {
      statement.execute("LOCK TABLE " + table + " IN EXCLUSIVE MODE");
    }
    return new TableLock(connection);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
