package plumbline.tracking.quantile;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import plumbline.engine.statistics.QuantileScan;
import plumbline.engine.statistics.QuantileScan.Edge;
import plumbline.tracking.quantile.StoredScan.Arm;

/** The last scan of each arm, a row for each. */
public final class ScanTable {
  private static final String UPSERT =
      """
      INSERT INTO quantile_scan
        (plan_key, metric, variant, scanned_at, units, sum_n, sum_n2, edges, sum_j, sum_j2, sum_jn)
      VALUES (?, ?, ?, now(), ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (plan_key, metric, variant) DO UPDATE
      SET scanned_at = excluded.scanned_at, units = excluded.units, sum_n = excluded.sum_n,
          sum_n2 = excluded.sum_n2, edges = excluded.edges, sum_j = excluded.sum_j,
          sum_j2 = excluded.sum_j2, sum_jn = excluded.sum_jn
      """;
  private static final String SELECT =
      """
      SELECT metric, variant, scanned_at, units, sum_n, sum_n2, edges, sum_j, sum_j2, sum_jn
      FROM quantile_scan WHERE plan_key = ?
      """;

  private ScanTable() {}

  /** A plan's scans; none of an arm that was not scanned yet. */
  public static Map<Arm, StoredScan> read(Connection connection, String plan) throws SQLException {
    try (var query = connection.prepareStatement(SELECT)) {
      query.setString(1, plan);
      try (var rows = query.executeQuery()) {
        var scans = new HashMap<Arm, StoredScan>();
        while (rows.next()) {
          scans.put(
              new Arm(rows.getInt(1), rows.getInt(2)),
              new StoredScan(rows.getObject(3, OffsetDateTime.class).toInstant(), sums(rows)));
        }
        return scans;
      }
    }
  }

  private static QuantileScan sums(ResultSet row) throws SQLException {
    var buckets = (Short[]) row.getArray(7).getArray();
    var sumJ = integers(row.getArray(8));
    var sumJ2 = integers(row.getArray(9));
    var sumJn = integers(row.getArray(10));
    var edges = new ArrayList<Edge>();
    for (var i = 0; i < buckets.length; i++) {
      edges.add(new Edge(buckets[i], sumJ.get(i), sumJ2.get(i), sumJn.get(i)));
    }
    return new QuantileScan(row.getLong(4), integer(row, 5), integer(row, 6), edges);
  }

  private static BigInteger integer(ResultSet row, int column) throws SQLException {
    return row.getBigDecimal(column).toBigIntegerExact();
  }

  private static List<BigInteger> integers(Array numerics) throws SQLException {
    var integers = new ArrayList<BigInteger>();
    for (var numeric : (BigDecimal[]) numerics.getArray()) {
      integers.add(numeric.toBigIntegerExact());
    }
    return integers;
  }

  /** Keeps scans of units that were read in this transaction. */
  static void write(Connection connection, String plan, Map<Arm, QuantileScan> scans)
      throws SQLException {
    try (var upsert = connection.prepareStatement(UPSERT)) {
      for (var entry : scans.entrySet()) {
        var sums = entry.getValue();
        upsert.setString(1, plan);
        upsert.setInt(2, entry.getKey().metric());
        upsert.setInt(3, entry.getKey().variant());
        upsert.setLong(4, sums.units());
        upsert.setBigDecimal(5, new BigDecimal(sums.sumN()));
        upsert.setBigDecimal(6, new BigDecimal(sums.sumN2()));
        upsert.setArray(7, array(connection, "smallint", sums, Edge::bucket));
        upsert.setArray(8, array(connection, "numeric", sums, Edge::sumJ));
        upsert.setArray(9, array(connection, "numeric", sums, Edge::sumJ2));
        upsert.setArray(10, array(connection, "numeric", sums, Edge::sumJn));
        upsert.addBatch();
      }
      upsert.executeBatch();
    }
  }

  private static Array array(
      Connection connection, String type, QuantileScan sums, Function<Edge, Object> part)
      throws SQLException {
    return connection.createArrayOf(type, sums.edges().stream().map(part).toArray());
  }
}
