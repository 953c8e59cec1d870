package plumbline.analysis.history;

import com.google.protobuf.InvalidProtocolBufferException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import plumbline.proto.analysis.v1.ExperimentSummary;
import plumbline.proto.assignment.v1.Experiment;

/** The newest summary of each experiment. */
final class SummaryTable {
  private static final String LIST =
      """
      SELECT d.body, s.body FROM definition d LEFT JOIN summary s USING (experiment)
      WHERE experiment > ? AND state = ANY (?) ORDER BY experiment
      """;

  private SummaryTable() {}

  static void save(Connection connection, ExperimentSummary summary, Instant now)
      throws SQLException {
    try (var upsert =
        connection.prepareStatement(
            "INSERT INTO summary (experiment, time, body) VALUES (?, ?, ?)"
                + " ON CONFLICT (experiment) DO UPDATE SET time = excluded.time,"
                + " body = excluded.body WHERE summary.time < excluded.time")) {
      upsert.setString(1, summary.getExperiment());
      upsert.setObject(2, now.atOffset(ZoneOffset.UTC));
      upsert.setBytes(3, summary.toByteArray());
      upsert.executeUpdate();
    }
  }

  /** One more than a page holds, if there are more. */
  static List<ExperimentSummary> list(Connection connection, SummaryQuery asked)
      throws SQLException {
    connection.setAutoCommit(false);
    try (var query = connection.prepareStatement(LIST)) {
      query.setFetchSize(asked.pageSize() + 1);
      query.setString(1, asked.after());
      query.setArray(2, connection.createArrayOf("smallint", asked.states().toArray()));
      var found = new ArrayList<ExperimentSummary>();
      try (var rows = query.executeQuery()) {
        while (found.size() <= asked.pageSize() && rows.next()) {
          var experiment = Experiment.parseFrom(rows.getBytes(1));
          if (asked.matches(experiment)) {
            found.add(summary(experiment, rows.getBytes(2)));
          }
        }
      }
      return found;
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("what is stored of an experiment cannot be read", e);
    } finally {
      connection.setAutoCommit(true);
    }
  }

  /** What was counted is of the last look; what it is called and where it stands is of now. */
  private static ExperimentSummary summary(
      Experiment experiment, byte @org.jspecify.annotations.Nullable [] stored)
      throws InvalidProtocolBufferException {
    var known = Summaries.of(experiment);
    return stored == null
        ? known
        : ExperimentSummary.parseFrom(stored).toBuilder()
            .setName(known.getName())
            .setOwner(known.getOwner())
            .setState(known.getState())
            .build();
  }
}
