package plumbline.tracking.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import plumbline.kit.database.Transactions;

/** What a database of the release before holds is there afterwards. */
class MigrationTest {
  private static final String CONTENT =
      "SELECT count(*) || ' ' || md5(string_agg(e::text, '|' ORDER BY event_id)) FROM event e";

  @Test
  void eventsAreKeptEachInItsMonth() throws SQLException {
    try (var server = new OwnServer()) {
      var database = server.empty();
      try (var connection = OwnServer.connect(database)) {
        // Months are UTC's, whatever the database thinks.
        PartitionTable.execute(
            connection, "ALTER DATABASE " + database.name() + " SET timezone = 'Pacific/Auckland'");
      }
      OwnServer.migrate(database, "2");
      try (var connection = OwnServer.connect(database)) {
        for (var time :
            List.of(
                "2012-05-31T23:59:59.999999Z",
                "2012-06-01T00:00:00Z",
                "2025-12-31T23:59:59.999999Z",
                "2026-01-01T00:00:00Z")) {
          OwnServer.store(connection, time, Instant.parse(time));
        }
        PartitionTable.execute(
            connection,
            """
            INSERT INTO event_key (unit_type, unit, event_id, digest)
            SELECT unit_type, unit, event_id, '' FROM event
            """);
        PartitionTable.execute(
            connection,
            """
            UPDATE event SET value_micros = 5, attributes = '{"a": 1}', experiment = 'x',
                   variant = 'y', received_at = '2026-01-02T03:04:05Z' WHERE event_id LIKE '2012-06%'
            """);
        var before = OwnServer.ask(connection, CONTENT);
        OwnServer.migrate(database, "3");

        assertThat(OwnServer.ask(connection, CONTENT)).isEqualTo(before).startsWith("4 ");
        assertThat(
                OwnServer.ask(
                    connection,
                    "SELECT string_agg(tableoid::regclass::text, ' ' ORDER BY event_id) FROM event"))
            .isEqualTo("event_2012_05 event_2012_06 event_2025_12 event_2026_01");
        var today = LocalDate.now(ZoneOffset.UTC);
        assertThat(
                LocalDate.parse(
                    OwnServer.ask(
                        connection, "SELECT max(stored_on) FROM event_key HAVING count(*) = 4")))
            .isBetween(today.minusDays(1), today);
        // Whoever stores by the release before finds the months it may need.
        assertThat(PartitionTable.all(connection).keySet())
            .containsAll(
                Months.between(
                    YearMonth.now(ZoneOffset.UTC).minusMonths(13),
                    YearMonth.now(ZoneOffset.UTC).plusMonths(1)));
        assertThat(indexesOf(connection, "event_2012_05")).isEqualTo("3");
      }
    }
  }

  @Test
  void aMonthThatIsMadeLaterIsLikeThoseOfTheMigration() throws SQLException {
    try (var server = new OwnServer();
        var connection = OwnServer.connect(server.database())) {
      var month = YearMonth.parse("1999-02");
      Transactions.in(
          connection,
          () -> {
            PartitionTable.lock(connection);
            PartitionTable.attach(connection, month);
            return month;
          });
      assertThat(indexesOf(connection, "event_1999_02"))
          .isEqualTo(indexesOf(connection, Months.table(YearMonth.now(ZoneOffset.UTC))))
          .isEqualTo("4");
      assertThat(columnsOf(connection, "event_1999_02"))
          .isEqualTo(columnsOf(connection, Months.table(YearMonth.now(ZoneOffset.UTC))));
      OwnServer.store(connection, "last", Instant.parse("1999-02-28T23:59:59.999999Z"));
      assertThat(OwnServer.ask(connection, "SELECT tableoid::regclass FROM event"))
          .isEqualTo("event_1999_02");
    }
  }

  /** Those that are parts of the whole table's. */
  private static String indexesOf(java.sql.Connection connection, String table)
      throws SQLException {
    return OwnServer.ask(
        connection,
        """
        SELECT count(*) FROM pg_index i JOIN pg_inherits h ON h.inhrelid = i.indexrelid
        WHERE i.indrelid = '%s'::regclass AND i.indisvalid
        """
            .formatted(table));
  }

  private static String columnsOf(java.sql.Connection connection, String table)
      throws SQLException {
    return OwnServer.ask(
        connection,
        """
        SELECT string_agg(concat_ws(' ', attname, atttypid::regtype, attnotnull,
                 attcollation::regcollation, pg_get_expr(adbin, adrelid)), ', ' ORDER BY attnum)
        FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        WHERE attrelid = '%s'::regclass AND attnum > 0
        """
            .formatted(table));
  }
}
