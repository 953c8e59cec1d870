package plumbline.analysis.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import plumbline.engine.statistics.Estimate;

/** What metrics were, over time; the older, the fewer. */
final class EffectTable {
  private static final String INSERT =
      """
      INSERT INTO effect_history (experiment, metric, treatment, time, units, control_value,
        control_variance, treatment_value, treatment_variance)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
      """;

  // One an hour stays of what is older than a day, one a day of what is older than two weeks: the
  // first.
  private static final String THIN =
      """
      DELETE FROM effect_history later
      USING effect_history earlier
      WHERE (later.experiment, later.metric, later.treatment)
          = (earlier.experiment, earlier.metric, earlier.treatment)
        AND earlier.time < later.time
        AND later.time < ?
        AND date_trunc(?, earlier.time, 'UTC') = date_trunc(?, later.time, 'UTC')
      """;

  private EffectTable() {}

  /**
   * A metric in both arms at one time.
   *
   * @param units of both arms together
   */
  record Row(
      String metric,
      String treatment,
      Instant time,
      long units,
      Estimate control,
      Estimate treated) {}

  static void add(Connection connection, String experiment, List<Row> rows) throws SQLException {
    try (var insert = connection.prepareStatement(INSERT)) {
      for (var row : rows) {
        insert.setString(1, experiment);
        insert.setString(2, row.metric);
        insert.setString(3, row.treatment);
        insert.setObject(4, row.time.atOffset(ZoneOffset.UTC));
        insert.setLong(5, row.units);
        insert.setDouble(6, row.control.value());
        insert.setDouble(7, row.control.variance());
        insert.setDouble(8, row.treated.value());
        insert.setDouble(9, row.treated.variance());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** Oldest first. */
  static List<Row> of(Connection connection, String experiment, String metric) throws SQLException {
    try (var query =
        connection.prepareStatement(
            "SELECT metric, treatment, time, units, control_value, control_variance,"
                + " treatment_value, treatment_variance FROM effect_history"
                + " WHERE experiment = ? AND metric = ? ORDER BY time")) {
      query.setString(1, experiment);
      query.setString(2, metric);
      return read(query);
    }
  }

  private static List<Row> read(PreparedStatement query) throws SQLException {
    try (var rows = query.executeQuery()) {
      var found = new ArrayList<Row>();
      while (rows.next()) {
        found.add(
            new Row(
                rows.getString(1),
                rows.getString(2),
                rows.getObject(3, OffsetDateTime.class).toInstant(),
                rows.getLong(4),
                new Estimate(rows.getDouble(5), rows.getDouble(6)),
                new Estimate(rows.getDouble(7), rows.getDouble(8))));
      }
      return found;
    }
  }

  /** When it was last written down how an experiment does. */
  static Optional<Instant> last(Connection connection, String experiment) throws SQLException {
    try (var query =
        connection.prepareStatement("SELECT max(time) FROM effect_history WHERE experiment = ?")) {
      query.setString(1, experiment);
      try (var row = query.executeQuery()) {
        row.next();
        return Optional.ofNullable(row.getObject(1, OffsetDateTime.class))
            .map(OffsetDateTime::toInstant);
      }
    }
  }

  /** Of what is older than that time, one for each hour or day stays. */
  static void thin(Connection connection, Instant olderThan, String each) throws SQLException {
    try (var delete = connection.prepareStatement(THIN)) {
      delete.setObject(1, olderThan.atOffset(ZoneOffset.UTC));
      delete.setString(2, each);
      delete.setString(3, each);
      delete.executeUpdate();
    }
  }
}
