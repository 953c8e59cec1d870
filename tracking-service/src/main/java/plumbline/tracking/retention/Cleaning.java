package plumbline.tracking.retention;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/** Lets months and keys go that nobody needs; one replica at a time. */
@ApplicationScoped
class Cleaning {
  /** Who cleans holds it; any number will do. */
  static final long CLEANING = 0x706c756d_0002L;

  private final Expiry expiry;
  private final Retention retention;
  private final MeterRegistry meters;

  @Inject
  Cleaning(Expiry expiry, Retention retention, MeterRegistry meters) {
    this.expiry = expiry;
    this.retention = retention;
    this.meters = meters;
  }

  /** Cleans, unless another replica is at it. */
  void clean(Connection connection, Instant now) throws SQLException {
    connection.setAutoCommit(true);
    if (!ask(connection, "SELECT pg_try_advisory_lock(" + CLEANING + ")")) {
      return;
    }
    try {
      PartitionTable.execute(connection, "SET lock_timeout = '5s'");
      expiry.drop(connection, now);
      deleteKeys(connection, now);
    } finally {
      PartitionTable.execute(connection, "RESET lock_timeout");
      ask(connection, "SELECT pg_advisory_unlock(" + CLEANING + ")");
    }
  }

  private void deleteKeys(Connection connection, Instant now) throws SQLException {
    // Months that were not dropped this time are among them, and keep their keys.
    var months = PartitionTable.all(connection);
    if (!months.isEmpty()) {
      var deleted = OldKeys.delete(connection, retention.oldestKey(now, months.firstKey()));
      meters.counter("plumbline.retention.keys.deleted").increment((double) deleted);
    }
  }

  private static boolean ask(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      return row.next() && row.getBoolean(1);
    }
  }
}
