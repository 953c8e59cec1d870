package plumbline.system.fuzz;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import plumbline.localstack.LocalStack;

/** What people defined and decided, as it is in the database. */
final class Definitions {
  /** What is noted without anybody asking for it, and what waits to be sent. */
  private static final String TABLES =
      """
      SELECT tablename FROM pg_tables WHERE schemaname = 'public'
      AND tablename NOT IN ('flag_uses', 'flag_bulk_use', 'outbox') ORDER BY tablename
      """;

  private Definitions() {}

  /** Other rows have another digest. */
  static List<String> digest(LocalStack stack) throws SQLException {
    var database = stack.postgres().database("assignment");
    try (var connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        var statement = connection.createStatement()) {
      var digests = new ArrayList<String>();
      for (var table : column(statement, TABLES)) {
        var rows = "SELECT sum(hashtextextended(t::text, 0)::numeric) FROM " + table + " t";
        digests.add(table + " " + column(statement, rows));
      }
      return digests;
    }
  }

  private static List<String> column(Statement statement, String query) throws SQLException {
    var values = new ArrayList<String>();
    try (var rows = statement.executeQuery(query)) {
      while (rows.next()) {
        values.add(String.valueOf(rows.getString(1)));
      }
    }
    return values;
  }
}
