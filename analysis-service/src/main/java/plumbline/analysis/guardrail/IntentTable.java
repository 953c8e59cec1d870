package plumbline.analysis.guardrail;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is to be halted, and was. */
final class IntentTable {
  private static final String INSERT =
      """
      INSERT INTO halt_intent (experiment_key, number, reason, create_time) VALUES (?, ?, ?, ?)
      ON CONFLICT (experiment_key) DO NOTHING
      """;
  private static final String COLUMNS =
      "SELECT experiment_key, number, reason, create_time, done_time, outcome FROM halt_intent ";
  private static final String DONE =
      """
      UPDATE halt_intent SET done_time = ?, outcome = ?
      WHERE experiment_key = ? AND done_time IS NULL
      """;

  private IntentTable() {}

  static void add(Connection connection, HaltIntent intent) throws SQLException {
    try (var insert = connection.prepareStatement(INSERT)) {
      insert.setString(1, intent.experiment());
      insert.setInt(2, intent.number());
      insert.setString(3, intent.reason());
      insert.setObject(4, intent.created().atOffset(ZoneOffset.UTC));
      insert.executeUpdate();
    }
  }

  /** Those that are still to be done, the oldest first. */
  static List<HaltIntent> open(Connection connection) throws SQLException {
    try (var query =
        connection.prepareStatement(COLUMNS + "WHERE done_time IS NULL ORDER BY create_time")) {
      return read(query);
    }
  }

  static Optional<HaltIntent> of(Connection connection, String experiment) throws SQLException {
    try (var query = connection.prepareStatement(COLUMNS + "WHERE experiment_key = ?")) {
      query.setString(1, experiment);
      return read(query).stream().findFirst();
    }
  }

  /** Experiments that were to be halted, done or not. */
  static Set<String> experiments(Connection connection) throws SQLException {
    try (var query = connection.prepareStatement("SELECT experiment_key FROM halt_intent");
        var rows = query.executeQuery()) {
      var experiments = new HashSet<String>();
      while (rows.next()) {
        experiments.add(rows.getString(1));
      }
      return experiments;
    }
  }

  /** Ends it; answers whether it was open. */
  static boolean end(Connection connection, String experiment, Instant now, String outcome)
      throws SQLException {
    try (var update = connection.prepareStatement(DONE)) {
      update.setObject(1, now.atOffset(ZoneOffset.UTC));
      update.setString(2, outcome);
      update.setString(3, experiment);
      return update.executeUpdate() == 1;
    }
  }

  private static List<HaltIntent> read(PreparedStatement query) throws SQLException {
    try (var rows = query.executeQuery()) {
      var intents = new ArrayList<HaltIntent>();
      while (rows.next()) {
        intents.add(
            new HaltIntent(
                rows.getString(1),
                rows.getInt(2),
                rows.getString(3),
                rows.getObject(4, OffsetDateTime.class).toInstant(),
                Optional.ofNullable(rows.getObject(5, OffsetDateTime.class))
                    .map(OffsetDateTime::toInstant),
                rows.getString(6)));
      }
      return intents;
    }
  }
}
