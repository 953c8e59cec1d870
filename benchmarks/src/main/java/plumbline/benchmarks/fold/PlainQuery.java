package plumbline.benchmarks.fold;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import plumbline.localstack.PostgresServer;

/** The reference: the definition's sums by one plain query over the raw events. */
final class PlainQuery implements AutoCloseable {
  private static final String QUERY =
      """
      WITH enrolled AS (
        SELECT unit,
               min(occurred_at) AS first,
               (array_agg(variant ORDER BY occurred_at, event_id))[1] AS variant,
               count(DISTINCT variant) > 1 AS crossed_over
        FROM event
        WHERE experiment = ? AND unit_type = 1 AND occurred_at >= ?
        GROUP BY unit
      ), by_unit AS (
        SELECT enrolled.variant,
               enrolled.crossed_over,
               count(*) FILTER (WHERE outcome.name = 'buy')::numeric AS orders,
               count(*) FILTER (WHERE outcome.name = 'page_view')::numeric AS views,
               coalesce(sum(outcome.value_micros) FILTER (WHERE outcome.name = 'buy'), 0) AS spent
        FROM enrolled
        LEFT JOIN event outcome
          ON outcome.unit_type = 1 AND outcome.unit = enrolled.unit
             AND outcome.name IN ('buy', 'page_view')
             AND outcome.occurred_at >= enrolled.first
             AND outcome.occurred_at < enrolled.first + interval '168 hours'
        GROUP BY enrolled.unit, enrolled.variant, enrolled.crossed_over
      )
      SELECT variant, count(*), count(*) FILTER (WHERE crossed_over), count(*),
             sum(least(orders, 1)), sum(least(orders, 1)), sum(least(orders, 1)),
             sum(views), sum(views * views), sum(views * views * views),
             sum(spent), sum(spent * spent), sum(spent * spent * spent),
             sum(spent), sum(spent * spent), sum(spent * spent * spent),
             sum(orders), sum(orders * orders), sum(spent * orders)
      FROM by_unit GROUP BY variant ORDER BY variant
      """;

  private final Connection connection;
  private final Instant start;

  /**
   * On a connection of its own, with the server's settings.
   *
   * @param start before which nothing counts
   */
  PlainQuery(PostgresServer.Database database, Instant start) throws SQLException {
    this.start = start;
    connection =
        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
  }

  /** What it answered, and how long that took. */
  record Answer(Sums sums, Duration elapsed) {
    /**
     * Sees that it is the same to the last digit.
     *
     * @throws IllegalStateException showing both
     */
    void requireEqual(Sums kept) {
      if (!sums.equals(kept)) {
        throw new IllegalStateException(
            "the statistics are " + kept + " and the plain query says " + sums);
      }
    }
  }

  /**
   * Runs it.
   *
   * @param atMost it is given up after this long
   */
  Answer run(String experiment, Duration atMost) throws SQLException {
    try (var query = connection.prepareStatement(QUERY)) {
      query.setQueryTimeout((int) atMost.toSeconds());
      query.setString(1, experiment);
      query.setTimestamp(2, Timestamp.from(start));
      var begin = System.nanoTime();
      try (var rows = query.executeQuery()) {
        var columns = rows.getMetaData().getColumnCount();
        var variants = new ArrayList<List<String>>();
        while (rows.next()) {
          var variant = new ArrayList<String>();
          for (var column = 1; column <= columns; column++) {
            variant.add(rows.getString(column));
          }
          variants.add(variant);
        }
        return new Answer(new Sums(variants), Duration.ofNanos(System.nanoTime() - begin));
      }
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
