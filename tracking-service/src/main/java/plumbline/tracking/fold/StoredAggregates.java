package plumbline.tracking.fold;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import plumbline.engine.fold.Aggregate;

/** A plan's aggregates as they are stored, a row for each shard, variant, day and value. */
public final class StoredAggregates {
  private static final String SELECT =
      """
      SELECT variant, day, value, exposed, crossed_over, excluded, analysed, sums
      FROM aggregate WHERE plan_key = ? AND segment = ?
      """;
  private static final String BARS =
      """
      SELECT metric, variant, day, bucket, sum(events)
      FROM aggregate_histogram WHERE plan_key = ? GROUP BY metric, variant, day, bucket
      """;

  private StoredAggregates() {}

  /** Takes one row. */
  @FunctionalInterface
  public interface Row {
    /**
     * The next row.
     *
     * @param variant index in the plan's order
     * @param day UTC day of first exposure
     * @param value of the segment's attribute
     */
    void take(int variant, LocalDate day, String value, Aggregate aggregate);
  }

  /** Takes one row. */
  @FunctionalInterface
  public interface Bar {
    /**
     * The next row, over all shards.
     *
     * @param metric index in the plan's order
     * @param variant likewise
     * @param day UTC day of first exposure
     */
    void take(int metric, int variant, LocalDate day, int bucket, long events);
  }

  /** Those of all units. */
  public static void read(Connection connection, String plan, Row row) throws SQLException {
    readSegment(connection, plan, Cell.OVERALL, row);
  }

  /** Those by one of the plan's segments. */
  public static void readSegment(Connection connection, String plan, int segment, Row row)
      throws SQLException {
    try (var query = connection.prepareStatement(SELECT)) {
      query.setString(1, plan);
      query.setInt(2, segment);
      try (var rows = query.executeQuery()) {
        while (rows.next()) {
          row.take(
              rows.getInt(1),
              rows.getObject(2, LocalDate.class),
              rows.getString(3),
              AggregateTable.read(rows, 4));
        }
      }
    }
  }

  /** Histograms of the quantile metrics. */
  public static void readBars(Connection connection, String plan, Bar bar) throws SQLException {
    try (var query = connection.prepareStatement(BARS)) {
      query.setString(1, plan);
      try (var rows = query.executeQuery()) {
        while (rows.next()) {
          bar.take(
              rows.getInt(1),
              rows.getInt(2),
              rows.getObject(3, LocalDate.class),
              rows.getInt(4),
              rows.getLong(5));
        }
      }
    }
  }

  /** Whether one of the plan's segments turned out to have too many values. */
  public static boolean isGivenUp(Connection connection, String plan, int segment)
      throws SQLException {
    try (var query =
        connection.prepareStatement(
            "SELECT EXISTS (SELECT FROM segment_overflow WHERE plan_key = ? AND segment = ?)")) {
      query.setString(1, plan);
      query.setInt(2, segment);
      try (var row = query.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }
}
