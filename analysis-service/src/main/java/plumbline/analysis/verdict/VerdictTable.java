package plumbline.analysis.verdict;

import com.google.protobuf.InvalidProtocolBufferException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import plumbline.proto.analysis.v1.ExperimentResults;

/** The verdicts as they were first given: nothing in here ever changes. */
final class VerdictTable {
  private VerdictTable() {}

  /** What was said, when, and of which version of the experiment. */
  record Given(Instant time, long version, ExperimentResults results) {}

  static Optional<Given> find(Connection connection, String experiment) throws SQLException {
    try (var query =
        connection.prepareStatement(
            "SELECT give_time, version, body FROM verdict WHERE experiment = ?")) {
      query.setString(1, experiment);
      try (var row = query.executeQuery()) {
        return row.next()
            ? Optional.of(
                new Given(
                    row.getObject(1, OffsetDateTime.class).toInstant(),
                    row.getLong(2),
                    ExperimentResults.parseFrom(row.getBytes(3))))
            : Optional.empty();
      }
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a stored verdict cannot be read", e);
    }
  }

  /** Writes a verdict down, unless there is one; answers the one that holds. */
  static Given give(Connection connection, ExperimentResults results, Instant now)
      throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "INSERT INTO verdict (experiment, version, give_time, body) VALUES (?, ?, ?, ?)"
                + " ON CONFLICT DO NOTHING")) {
      insert.setString(1, results.getExperiment());
      insert.setLong(2, results.getExperimentVersion());
      insert.setObject(3, now.atOffset(ZoneOffset.UTC));
      insert.setBytes(4, results.toByteArray());
      insert.executeUpdate();
    }
    return find(connection, results.getExperiment()).orElseThrow();
  }
}
