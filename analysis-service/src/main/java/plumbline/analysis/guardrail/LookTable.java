package plumbline.analysis.guardrail;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalDouble;
import plumbline.engine.guardrail.Clearance.State;
import plumbline.engine.guardrail.LookSchedule;

/** The looks on record. */
final class LookTable {
  private static final String TAKEN =
      """
      SELECT exposed_units, elapsed_micros FROM guardrail_look
      WHERE experiment_key = ? ORDER BY number
      """;
  private static final String INSERT_LOOK =
      """
      INSERT INTO guardrail_look (experiment_key, number, look_time, exposed_units, elapsed_micros)
      VALUES (?, ?, ?, ?, ?)
      """;
  private static final String INSERT_READING =
      """
      INSERT INTO guardrail_reading (experiment_key, number, metric, treatment, position,
        state, level, harm, lower, upper, method, margin, sentence)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;
  private static final String ALL =
      """
      SELECT number, look_time, exposed_units, elapsed_micros,
        metric, treatment, state, level, harm, lower, upper, method, margin, sentence
      FROM guardrail_look JOIN guardrail_reading USING (experiment_key, number)
      WHERE experiment_key = ? ORDER BY number, position
      """;

  private LookTable() {}

  /** As the schedule counts them, in order. */
  static List<LookSchedule.Look> taken(Connection connection, String experiment)
      throws SQLException {
    try (var query = connection.prepareStatement(TAKEN)) {
      query.setString(1, experiment);
      try (var rows = query.executeQuery()) {
        var looks = new ArrayList<LookSchedule.Look>();
        while (rows.next()) {
          looks.add(new LookSchedule.Look(rows.getLong(1), elapsed(rows.getLong(2))));
        }
        return looks;
      }
    }
  }

  /** Adds one; fails where there is one of that number. */
  static void add(Connection connection, String experiment, Look look) throws SQLException {
    try (var insert = connection.prepareStatement(INSERT_LOOK)) {
      insert.setString(1, experiment);
      insert.setInt(2, look.number());
      insert.setObject(3, look.time().atOffset(ZoneOffset.UTC));
      insert.setLong(4, look.exposedUnits());
      insert.setLong(5, Math.max(1, look.elapsed().dividedBy(ChronoUnit.MICROS.getDuration())));
      insert.executeUpdate();
    }
    try (var insert = connection.prepareStatement(INSERT_READING)) {
      for (var position = 0; position < look.readings().size(); position++) {
        insert.setString(1, experiment);
        insert.setInt(2, look.number());
        set(insert, position, look.readings().get(position));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** All of them with what they showed, in order. */
  static List<Look> all(Connection connection, String experiment) throws SQLException {
    var looks = new LinkedHashMap<Integer, Look>();
    try (var query = connection.prepareStatement(ALL)) {
      query.setString(1, experiment);
      try (var rows = query.executeQuery()) {
        while (rows.next()) {
          look(looks, rows).readings().add(reading(rows));
        }
      }
    }
    return List.copyOf(looks.values());
  }

  private static void set(PreparedStatement insert, int position, Reading reading)
      throws SQLException {
    insert.setString(3, reading.metric());
    insert.setString(4, reading.treatment());
    insert.setInt(5, position);
    insert.setString(6, reading.state().name());
    insert.setDouble(7, reading.level());
    set(insert, 8, reading.harm());
    set(insert, 9, reading.lower());
    set(insert, 10, reading.upper());
    insert.setString(11, reading.method());
    insert.setString(12, reading.margin());
    insert.setString(13, reading.sentence());
  }

  private static void set(PreparedStatement insert, int index, OptionalDouble number)
      throws SQLException {
    if (number.isPresent()) {
      insert.setDouble(index, number.getAsDouble());
    } else {
      insert.setNull(index, Types.DOUBLE);
    }
  }

  private static Look look(LinkedHashMap<Integer, Look> looks, ResultSet row) throws SQLException {
    var number = row.getInt("number");
    var look = looks.get(number);
    if (look == null) {
      look =
          new Look(
              number,
              row.getObject("look_time", OffsetDateTime.class).toInstant(),
              row.getLong("exposed_units"),
              elapsed(row.getLong("elapsed_micros")),
              new ArrayList<>());
      looks.put(number, look);
    }
    return look;
  }

  private static Reading reading(ResultSet row) throws SQLException {
    return new Reading(
        row.getString("metric"),
        row.getString("treatment"),
        State.valueOf(row.getString("state")),
        row.getDouble("level"),
        number(row, "harm"),
        number(row, "lower"),
        number(row, "upper"),
        row.getString("method"),
        row.getString("margin"),
        row.getString("sentence"));
  }

  private static OptionalDouble number(ResultSet row, String column) throws SQLException {
    var number = row.getDouble(column);
    return row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(number);
  }

  private static Duration elapsed(long micros) {
    return Duration.of(micros, ChronoUnit.MICROS);
  }
}
