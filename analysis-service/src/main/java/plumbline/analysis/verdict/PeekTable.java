package plumbline.analysis.verdict;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import plumbline.analysis.results.Results.Peek;

/** Who looked at what was withheld: only ever added to. */
final class PeekTable {
  /** More say no more. */
  private static final int SHOWN = 100;

  private PeekTable() {}

  /** Oldest first. */
  static List<Peek> of(Connection connection, String experiment) throws SQLException {
    try (var query =
        connection.prepareStatement(
            "SELECT time, author, reason FROM peek WHERE experiment = ? ORDER BY id LIMIT ?")) {
      query.setString(1, experiment);
      query.setInt(2, SHOWN);
      try (var rows = query.executeQuery()) {
        var peeks = new ArrayList<Peek>();
        while (rows.next()) {
          peeks.add(
              new Peek(
                  rows.getObject(1, OffsetDateTime.class).toInstant(),
                  rows.getString(2),
                  rows.getString(3)));
        }
        return peeks;
      }
    }
  }

  static void add(
      Connection connection, String experiment, String author, String reason, Instant now)
      throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "INSERT INTO peek (experiment, time, author, reason) VALUES (?, ?, ?, ?)")) {
      insert.setString(1, experiment);
      insert.setObject(2, now.atOffset(ZoneOffset.UTC));
      insert.setString(3, author);
      insert.setString(4, reason);
      insert.executeUpdate();
    }
  }
}
