package plumbline.analysis.lead;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.UUID;

/** The one row that says who leads, and until when by the database's clock. */
final class LeaseTable {
  // Whoever holds it keeps it, also a little late, as long as nobody else took it: the term only
  // changes with the holder. A takeover waits for the transaction that has the row locked.
  private static final String TAKE =
      """
      UPDATE leader SET
        term = CASE WHEN holder = ?::uuid THEN term ELSE term + 1 END,
        holder = ?::uuid,
        lease_end = clock_timestamp() + ? * interval '1 millisecond'
      WHERE holder = ?::uuid OR lease_end < clock_timestamp()
      RETURNING term
      """;
  private static final String RELEASE =
      "UPDATE leader SET lease_end = '-infinity' WHERE holder = ?::uuid";
  private static final String FENCE =
      "SELECT FROM leader WHERE holder = ?::uuid AND term = ? FOR SHARE";

  // A leader that hangs within a transaction must not hold up the next one for longer than a lease.
  private static final String LIMITS =
      """
      SET LOCAL idle_in_transaction_session_timeout = '2s';
      SET LOCAL statement_timeout = '2s';
      SET LOCAL lock_timeout = '2s'
      """;

  private LeaseTable() {}

  /** Takes the lease, or renews it; answers the term, or nothing while another one has it. */
  static OptionalLong take(Connection connection, UUID holder, Duration lease) throws SQLException {
    try (var take = connection.prepareStatement(TAKE)) {
      take.setQueryTimeout(2);
      take.setObject(1, holder);
      take.setObject(2, holder);
      take.setLong(3, lease.toMillis());
      take.setObject(4, holder);
      try (var row = take.executeQuery()) {
        return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
      }
    }
  }

  /** Gives it back, if the holder has it. */
  static void release(Connection connection, UUID holder) throws SQLException {
    try (var release = connection.prepareStatement(RELEASE)) {
      release.setObject(1, holder);
      release.executeUpdate();
    }
  }

  /** Whether the term still is the holder's, and will be until the transaction ends. */
  static boolean fence(Connection connection, UUID holder, long term) throws SQLException {
    try (var limits = connection.createStatement()) {
      limits.execute(LIMITS);
    }
    try (var fence = connection.prepareStatement(FENCE)) {
      fence.setObject(1, holder);
      fence.setLong(2, term);
      try (var row = fence.executeQuery()) {
        return row.next();
      }
    }
  }
}
