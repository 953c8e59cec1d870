package plumbline.tracking.retention;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The months' tables. None of these steps locks out the intake: they take no lock on {@code event}
 * that an insert would wait for.
 */
final class PartitionTable {
  /** Whoever makes, attaches or drops a month's table holds it; any number will do. */
  private static final long CHANGE = 0x706c756d_0001L;

  private static final String ALL =
      """
      SELECT c.relname, i.inhparent IS NOT NULL, coalesce(i.inhdetachpending, false)
      FROM pg_class c
      LEFT JOIN pg_inherits i ON i.inhrelid = c.oid AND i.inhparent = 'event'::regclass
      WHERE c.relnamespace = (SELECT relnamespace FROM pg_class WHERE oid = 'event'::regclass)
        AND c.relkind = 'r' AND c.relname ~ '^event_[0-9]{4}_(0[1-9]|1[0-2])$'
      """;

  private PartitionTable() {}

  /** How far a month's table is a part of {@code event}. */
  enum State {
    /** Events can be stored in it. */
    ATTACHED,
    /** Somebody began to take it off, and is at it or has died. */
    DETACHING,
    /** It was taken off, and holds what it held. */
    LOOSE,
    /** There is no such table. */
    ABSENT
  }

  static SortedMap<YearMonth, State> all(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(ALL)) {
      var all = new TreeMap<YearMonth, State>();
      while (rows.next()) {
        var state =
            rows.getBoolean(3)
                ? State.DETACHING
                : rows.getBoolean(2) ? State.ATTACHED : State.LOOSE;
        all.put(Months.ofTable(rows.getString(1)), state);
      }
      return Collections.unmodifiableSortedMap(all);
    }
  }

  /**
   * Lets nobody else change a month's table until the transaction ends.
   *
   * @throws SQLException 55P03 if somebody else is long about it
   */
  static void lock(Connection connection) throws SQLException {
    execute(connection, "SET LOCAL lock_timeout = '2s'");
    execute(connection, "SELECT pg_advisory_xact_lock(" + CHANGE + ")");
  }

  /** Makes the month, or puts it back with all it holds; false if it is there. Needs the lock. */
  static boolean attach(Connection connection, YearMonth month) throws SQLException {
    var table = Months.table(month);
    switch (all(connection).getOrDefault(month, State.ABSENT)) {
      case ATTACHED -> {
        return false;
      }
      case DETACHING -> finishDetaching(connection, month);
      case LOOSE -> {}
      // Not CREATE ... PARTITION OF: that would lock out whoever reads or writes events.
      case ABSENT -> execute(connection, "CREATE TABLE " + table + " (LIKE event INCLUDING ALL)");
    }
    execute(
        connection,
        "ALTER TABLE event ATTACH PARTITION %s FOR VALUES FROM ('%s') TO ('%s')"
            .formatted(table, Months.start(month), Months.end(month)));
    return true;
  }

  /** Takes the month off; outside of a transaction. May leave it {@link State#DETACHING}. */
  static void detach(Connection connection, YearMonth month) throws SQLException {
    execute(
        connection,
        "ALTER TABLE event DETACH PARTITION %s CONCURRENTLY".formatted(Months.table(month)));
  }

  static void finishDetaching(Connection connection, YearMonth month) throws SQLException {
    execute(
        connection,
        "ALTER TABLE event DETACH PARTITION %s FINALIZE".formatted(Months.table(month)));
  }

  /** Drops the month if it is loose. Needs the lock. */
  static boolean dropLoose(Connection connection, YearMonth month) throws SQLException {
    if (all(connection).get(month) != State.LOOSE) {
      return false;
    }
    execute(connection, "DROP TABLE " + Months.table(month));
    return true;
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
