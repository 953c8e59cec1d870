package plumbline.tracking;

import java.sql.DriverManager;
import java.sql.SQLException;

/** Looks into the service's database, past the service. */
final class Sql {
  private Sql() {}

  /** The first column of the first row. */
  static String ask(String query) throws SQLException {
    var database = Servers.database();
    try (var connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        var statement = connection.createStatement();
        var row = statement.executeQuery(query)) {
      row.next();
      return String.valueOf(row.getString(1));
    }
  }

  /** Changes something behind the service's back. */
  static void run(String command) throws SQLException {
    var database = Servers.database();
    try (var connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        var statement = connection.createStatement()) {
      statement.execute(command);
    }
  }
}
