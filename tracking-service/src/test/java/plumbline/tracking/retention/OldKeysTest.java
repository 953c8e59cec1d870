package plumbline.tracking.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import org.junit.jupiter.api.Test;
import plumbline.kit.database.Transactions;

/** Keys that have outlived their events. */
class OldKeysTest {
  private static final Instant NOW = Instant.parse("2026-03-08T12:00:00Z");
  private static final LocalDate OLDEST = LocalDate.parse("2026-03-08").minusDays(460);

  @Test
  void keysGoOnTheirDayAndNotWhileAMonthMayNeedThem() throws SQLException {
    try (var server = new OwnServer();
        var connection = OwnServer.connect(server.database())) {
      PartitionTable.execute(connection, "UPDATE definition_snapshot SET epoch = 'e', version = 1");
      // More than one batch in each of the 16 tables that have any.
      OwnServer.storeKeys(connection, "old", 120_000, OLDEST.minusDays(1));
      OwnServer.storeKeys(connection, "young", 10, OLDEST);
      var month = YearMonth.parse("2012-05");
      attach(connection, month);
      var imported =
          Histories.running("h", Months.start(month))
              .setImported(true)
              .setStopTime(Histories.time(Months.end(month).minusSeconds(1)));
      OwnServer.define(connection, imported.build(), "p", "p");

      assertThat(clean(connection, NOW)).as("May 2012 may hold what was stored then").isZero();
      imported.setDecideTime(Histories.time(NOW.minus(OwnServer.RETENTION.grace())));
      OwnServer.define(connection, imported.build(), "p", "p");
      assertThat(clean(connection, NOW)).isEqualTo(120_000);
      assertThat(OwnServer.ask(connection, "SELECT min(event_id) || count(*) FROM event_key"))
          .isEqualTo("young110");

      OwnServer.storeKeys(connection, "again", 5, OLDEST.minusDays(1));
      assertThat(clean(connection, NOW.plusSeconds(3_600))).as("once a day").isZero();
      assertThat(clean(connection, NOW.plusSeconds(86_400))).isEqualTo(15);
    }
  }

  @Test
  void oneReplicaCleansAtATime() throws SQLException {
    try (var server = new OwnServer()) {
      var database = server.database();
      try (var connection = OwnServer.connect(database);
          var other = OwnServer.connect(database)) {
        PartitionTable.execute(
            connection, "UPDATE definition_snapshot SET epoch = 'e', version = 1");
        OwnServer.storeKeys(connection, "old", 3, OLDEST.minusDays(1));
        PartitionTable.execute(other, "SELECT pg_advisory_lock(" + Cleaning.CLEANING + ")");
        assertThat(clean(connection, NOW)).isZero();
        PartitionTable.execute(other, "SELECT pg_advisory_unlock_all()");
        assertThat(clean(connection, NOW)).isEqualTo(3);
      }
    }
  }

  private static void attach(Connection connection, YearMonth month) throws SQLException {
    Transactions.in(
        connection,
        () -> {
          PartitionTable.lock(connection);
          PartitionTable.attach(connection, month);
          return month;
        });
  }

  private static long clean(Connection connection, Instant now) throws SQLException {
    var meters = new SimpleMeterRegistry();
    new Cleaning(new Expiry(OwnServer.RETENTION), OwnServer.RETENTION, meters)
        .clean(connection, now);
    return (long) meters.counter("plumbline.retention.keys.deleted").count();
  }
}
