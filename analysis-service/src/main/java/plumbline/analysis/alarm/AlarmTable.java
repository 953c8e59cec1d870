package plumbline.analysis.alarm;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The states, as they are kept. */
final class AlarmTable {
  private static final String SELECT =
      """
      SELECT concern, metric, treatment, raised, since, check_time, told_time, sentence
      FROM alarm WHERE experiment_key = ? ORDER BY concern, metric, treatment
      """;
  private static final String UPSERT =
      """
      INSERT INTO alarm (experiment_key, concern, metric, treatment,
        raised, since, check_time, told_time, sentence)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (experiment_key, concern, metric, treatment) DO UPDATE
      SET raised = excluded.raised, since = excluded.since, check_time = excluded.check_time,
        told_time = excluded.told_time, sentence = excluded.sentence
      """;
  private static final String OUTBOX =
      """
      INSERT INTO outbox (id, endpoint, experiment_key, body, create_time)
      VALUES (gen_random_uuid(), ?, ?, ?, ?)
      """;

  private AlarmTable() {}

  static List<Alarm> of(Connection connection, String experiment) throws SQLException {
    try (var query = connection.prepareStatement(SELECT)) {
      query.setString(1, experiment);
      try (var rows = query.executeQuery()) {
        var alarms = new ArrayList<Alarm>();
        while (rows.next()) {
          alarms.add(read(rows));
        }
        return alarms;
      }
    }
  }

  static void save(Connection connection, String experiment, Alarm alarm) throws SQLException {
    try (var upsert = connection.prepareStatement(UPSERT)) {
      upsert.setString(1, experiment);
      upsert.setString(2, alarm.subject().concern().word());
      upsert.setString(3, alarm.subject().metric());
      upsert.setString(4, alarm.subject().treatment());
      upsert.setBoolean(5, alarm.raised());
      upsert.setObject(6, utc(alarm.since()));
      upsert.setObject(7, utc(alarm.checked()));
      upsert.setObject(8, alarm.told().map(AlarmTable::utc).orElse(null));
      upsert.setString(9, alarm.sentence());
      upsert.executeUpdate();
    }
  }

  /** A message to one webhook, to be sent once this transaction has ended. */
  static void tell(
      Connection connection, String endpoint, String experiment, String body, Instant now)
      throws SQLException {
    try (var insert = connection.prepareStatement(OUTBOX)) {
      insert.setString(1, endpoint);
      insert.setString(2, experiment);
      insert.setString(3, body);
      insert.setObject(4, utc(now));
      insert.executeUpdate();
    }
  }

  private static Alarm read(ResultSet row) throws SQLException {
    return new Alarm(
        new Subject(Concern.ofWord(row.getString(1)), row.getString(2), row.getString(3)),
        row.getBoolean(4),
        row.getObject(5, OffsetDateTime.class).toInstant(),
        row.getObject(6, OffsetDateTime.class).toInstant(),
        instant(row.getObject(7, OffsetDateTime.class)),
        row.getString(8));
  }

  private static Optional<Instant> instant(@Nullable OffsetDateTime time) {
    return Optional.ofNullable(time).map(OffsetDateTime::toInstant);
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
