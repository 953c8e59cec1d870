package plumbline.tracking;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

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

  /** Tables with a row in which the text stands anywhere. */
  static List<String> tablesWith(String text) throws SQLException {
    var tables =
        ask(
            """
            SELECT string_agg(oid::regclass::text, ',') FROM pg_class
            WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace
            """);
    var found = new ArrayList<String>();
    for (var table : tables.split(",")) {
      var mentions = "SELECT count(*) FROM %1$s WHERE %1$s::text LIKE '%%%2$s%%'";
      if (!ask(mentions.formatted(table, text)).equals("0")) {
        found.add(table);
      }
    }
    return found;
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
