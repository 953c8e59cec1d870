package plumbline.system.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * No file of PostgreSQL may grow any more: what needs room is refused with advice to try again,
 * nothing is stored in part, and all goes on by itself once there is room.
 */
class DiskFullTest {
  private static final long SEED = 2_000_003L;
  private static final int REFUSED = 100;

  /** Larger than a segment of PostgreSQL's log, whose files must not be what cannot grow. */
  private static final int LARGE_BYTES = 17 * 1024 * 1024;

  private static final String EVENT_TABLES =
      "SELECT relid FROM pg_partition_tree('event') WHERE isleaf";
  private static final String ALL_TABLES =
      EVENT_TABLES + " UNION SELECT relid FROM pg_partition_tree('event_key') WHERE isleaf";

  @Test
  void refusesWhatNeedsRoomAndLosesNothing(TestReporter reporter) throws Exception {
    try (var clients = EightClients.start("disk", SEED)) {
      clients.awaitProgress();
      growLarge();
      IntakeStack.get().postgres().fillDisk();
      try {
        awaitRefusals(clients);
        assertThat(IntakeStack.isLive()).isTrue();
      } finally {
        IntakeStack.get().postgres().emptyDisk();
      }
      clients.awaitProgress();
      clients.stop();
      assertThat(clients.unanswered()).as("attempts without an answer, " + clients).isZero();
      clients.sent().verifyStoredOnce(clients.toString());
      reporter.publishEntry("run", clients.toString());
    }
    verifyNothingIsCorrupt();
  }

  /** A page takes only a few rows, so that files grow fast. */
  private static void growLarge() throws SQLException {
    for (var table : IntakeStack.ask("SELECT relid::regclass FROM (" + EVENT_TABLES + ") t")) {
      IntakeStack.execute("ALTER TABLE " + table + " SET (fillfactor = 10)");
    }
    var largest = "SELECT max(pg_relation_size(relid)) FROM (" + EVENT_TABLES + ") t";
    await("the largest table of events is large")
        .atMost(Duration.ofMinutes(2))
        .until(() -> Long.parseLong(IntakeStack.ask(largest).getFirst()) > LARGE_BYTES);
  }

  private static void awaitRefusals(EightClients clients) {
    var before = clients.refused();
    await("refusals for want of room, " + clients)
        .atMost(Duration.ofMinutes(2))
        .until(() -> clients.refused() > before + REFUSED);
  }

  private static void verifyNothingIsCorrupt() throws SQLException {
    IntakeStack.execute("CREATE EXTENSION IF NOT EXISTS amcheck");
    // Throws where an index lacks a row of its table, or is out of order.
    var indexes =
        IntakeStack.ask(
            "SELECT bt_index_check(i.indexrelid, true) FROM pg_index i"
                + " JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am m ON m.oid = c.relam"
                + " WHERE m.amname = 'btree' AND i.indrelid IN ("
                + ALL_TABLES
                + ")");
    assertThat(indexes).as("indexes that were checked").isNotEmpty();
    assertThat(
            IntakeStack.ask(
                "SELECT msg FROM (" + ALL_TABLES + ") t, verify_heapam(relid::regclass)"))
        .as("what is corrupt")
        .isEmpty();
  }
}
