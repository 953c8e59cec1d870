package plumbline.tracking.fold;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import plumbline.engine.fold.Aggregate;

/** An experiment's aggregates as they are stored, a row for each shard, variant and day. */
public final class StoredAggregates {
  private static final String SELECT =
      """
      SELECT variant, day, exposed, crossed_over, analysed, y, y2, y3
      FROM aggregate WHERE experiment = ?
      """;

  private StoredAggregates() {}

  /** Takes one row. */
  @FunctionalInterface
  public interface Row {
    /**
     * The next row.
     *
     * @param variant index in the definition's order
     * @param day UTC day of first exposure
     */
    void take(int variant, LocalDate day, Aggregate aggregate);
  }

  public static void read(Connection connection, String experiment, Row row) throws SQLException {
    try (var query = connection.prepareStatement(SELECT)) {
      query.setString(1, experiment);
      try (var rows = query.executeQuery()) {
        while (rows.next()) {
          row.take(
              rows.getInt(1), rows.getObject(2, LocalDate.class), AggregateTable.read(rows, 3));
        }
      }
    }
  }
}
