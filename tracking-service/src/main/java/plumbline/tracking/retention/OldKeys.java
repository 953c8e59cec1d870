package plumbline.tracking.retention;

import java.sql.Connection;
import java.sql.Date;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Deletes keys that have outlived their events: a little at a time, each in its transaction. */
final class OldKeys {
  private static final int BATCH = 5_000;

  private OldKeys() {}

  /**
   * Deletes those that were stored before the day; answers how many. Once a day is enough for all
   * replicas together, so nothing is looked for where that was done.
   */
  static long delete(Connection connection, LocalDate day) throws SQLException {
    if (isDone(connection, day)) {
      return 0;
    }
    var deleted = 0L;
    for (var table : tables(connection)) {
      deleted += delete(connection, table, day);
    }
    try (var update = connection.prepareStatement("UPDATE retention SET keys_before = ?")) {
      update.setDate(1, Date.valueOf(day));
      update.executeUpdate();
    }
    return deleted;
  }

  private static boolean isDone(Connection connection, LocalDate day) throws SQLException {
    try (var query = connection.prepareStatement("SELECT keys_before >= ? FROM retention")) {
      query.setDate(1, Date.valueOf(day));
      try (var row = query.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  private static List<String> tables(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = 'event_key'::regclass")) {
      var tables = new ArrayList<String>();
      while (rows.next()) {
        tables.add(rows.getString(1));
      }
      return tables;
    }
  }

  /** Finds them once, by the index, and holds no transaction open over what it found. */
  private static long delete(Connection connection, String table, LocalDate day)
      throws SQLException {
    PartitionTable.execute(
        connection,
        "DECLARE old_key CURSOR WITH HOLD FOR SELECT ctid FROM %s WHERE stored_on < '%s'"
            .formatted(table, day));
    try {
      var deleted = 0L;
      for (var rows = fetch(connection); rows.length > 0; rows = fetch(connection)) {
        deleted += delete(connection, table, day, rows);
      }
      return deleted;
    } finally {
      PartitionTable.execute(connection, "CLOSE old_key");
    }
  }

  private static String[] fetch(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("FETCH " + BATCH + " FROM old_key")) {
      var found = new ArrayList<String>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found.toArray(String[]::new);
    }
  }

  private static int delete(Connection connection, String table, LocalDate day, String[] rows)
      throws SQLException {
    // Asked again, as another key may be in a row's place by now.
    try (var delete =
        connection.prepareStatement(
            "DELETE FROM " + table + " WHERE ctid = ANY (?::tid[]) AND stored_on < ?")) {
      delete.setArray(1, connection.createArrayOf("text", rows));
      delete.setDate(2, Date.valueOf(day));
      return delete.executeUpdate();
    }
  }
}
