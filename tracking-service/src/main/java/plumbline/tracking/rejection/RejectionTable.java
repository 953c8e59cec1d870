package plumbline.tracking.rejection;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.function.Function;

/** Writes what was noted. */
final class RejectionTable {
  /** Several replicas write one after the other: so the bounds hold, and none waits in a circle. */
  private static final String LOCK =
      "SELECT pg_advisory_xact_lock(hashtext('plumbline.rejections'))";

  /** Days that nobody can ask for. */
  private static final String FORGET_DAYS =
      "DELETE FROM rejection_count WHERE day < (now() AT TIME ZONE 'UTC')::date - 90";

  private static final String INSERT_EVENTS =
      """
      INSERT INTO rejected_event
        (rejected_at, client, event_id, reason, field, description, event)
      SELECT rejected_at, client, event_id, reason, field, description, event
      FROM unnest(?::timestamptz[], ?::text[], ?::text[], ?::smallint[], ?::text[], ?::text[],
                  ?::text[]) WITH ORDINALITY
           AS noted (rejected_at, client, event_id, reason, field, description, event, position)
      ORDER BY position
      """;

  private static final String TRIM =
      """
      DELETE FROM rejected_event
      WHERE id <= (SELECT id FROM rejected_event ORDER BY id DESC OFFSET ? LIMIT 1)
      """;

  /** Clients beyond a day's first 1,000 are counted as one. */
  private static final String ADD_COUNTS =
      """
      WITH noted AS (
        SELECT * FROM unnest(?::date[], ?::text[], ?::smallint[], ?::bigint[])
                      AS noted (day, client, reason, events)
      ), known AS (
        SELECT DISTINCT day, client FROM rejection_count
        WHERE day IN (SELECT day FROM noted) AND client <> '(others)'
      ), added AS (
        SELECT day, client, row_number() OVER (PARTITION BY day ORDER BY client)
          + (SELECT count(*) FROM known WHERE known.day = noted.day) AS position
        FROM (SELECT DISTINCT day, client FROM noted EXCEPT SELECT day, client FROM known) AS noted
      )
      INSERT INTO rejection_count AS stored (day, client, reason, events)
      SELECT day, CASE WHEN position > 1000 THEN '(others)' ELSE client END, reason, sum(events)
      FROM noted LEFT JOIN added USING (day, client)
      GROUP BY 1, 2, 3
      ON CONFLICT (day, client, reason) DO UPDATE SET events = stored.events + excluded.events
      """;

  private RejectionTable() {}

  /**
   * Adds to what is stored, in the connection's transaction.
   *
   * @param kept how many events stay, the newest
   */
  static void add(Connection connection, Pending pending, int kept) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(LOCK);
      statement.execute(FORGET_DAYS);
    }
    addEvents(connection, pending.events(), kept);
    addCounts(connection, pending);
  }

  private static void addEvents(Connection connection, List<Rejected> events, int kept)
      throws SQLException {
    if (events.isEmpty()) {
      return;
    }
    try (var insert = connection.prepareStatement(INSERT_EVENTS);
        var trim = connection.prepareStatement(TRIM)) {
      var at = array(connection, "timestamptz", events, it -> Timestamp.from(it.at()));
      insert.setArray(1, at);
      insert.setArray(2, array(connection, "text", events, Rejected::client));
      insert.setArray(3, array(connection, "text", events, Rejected::eventId));
      insert.setArray(4, array(connection, "int2", events, it -> it.reason().getNumber()));
      insert.setArray(5, array(connection, "text", events, Rejected::field));
      insert.setArray(6, array(connection, "text", events, Rejected::description));
      insert.setArray(7, array(connection, "text", events, Rejected::event));
      insert.executeUpdate();
      trim.setInt(1, kept);
      trim.executeUpdate();
    }
  }

  private static void addCounts(Connection connection, Pending pending) throws SQLException {
    var counts = List.copyOf(pending.counts().entrySet());
    try (var add = connection.prepareStatement(ADD_COUNTS)) {
      add.setArray(1, array(connection, "date", counts, it -> it.getKey().day().toString()));
      add.setArray(2, array(connection, "text", counts, it -> it.getKey().client()));
      add.setArray(3, array(connection, "int2", counts, it -> it.getKey().reason().getNumber()));
      add.setArray(4, array(connection, "int8", counts, it -> it.getValue()));
      add.executeUpdate();
    }
  }

  private static <T> java.sql.Array array(
      Connection connection, String type, List<T> rows, Function<T, Object> column)
      throws SQLException {
    return connection.createArrayOf(type, rows.stream().map(column).toArray());
  }
}
