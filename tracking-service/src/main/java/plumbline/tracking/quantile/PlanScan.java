package plumbline.tracking.quantile;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import plumbline.engine.fold.Histogram;
import plumbline.engine.statistics.QuantileScan;
import plumbline.tracking.definitions.Definition;
import plumbline.tracking.quantile.StoredScan.Arm;

/**
 * Reads one plan's units. First each arm's own histogram, which says around which bucket to look;
 * then the units' one after the other, in the same snapshot.
 */
final class PlanScan {
  private static final int FETCHED_AT_ONCE = 1_000;

  private static final String BARS =
      """
      SELECT metric, variant, bucket, sum(events) FROM aggregate_histogram
      WHERE plan_key = ? GROUP BY metric, variant, bucket HAVING sum(events) <> 0
      """;
  private static final String UNITS =
      """
      SELECT variant, sum(analysed) FROM aggregate WHERE plan_key = ? AND segment = -1
      GROUP BY variant
      """;

  /** A unit that is not analysed is in no sum. */
  private static final String HISTOGRAMS =
      """
      SELECT h.metric, u.variant, h.buckets, h.events
      FROM unit_histogram h JOIN unit_state u USING (shard, unit_type, unit, plan_key)
      WHERE h.plan_key = ? AND h.events <> '{}' AND NOT u.excluded AND NOT (u.crossed_over AND ?)
      """;

  private final Connection connection;
  private final Definition plan;

  PlanScan(Connection connection, Definition plan) {
    this.connection = connection;
    this.plan = plan;
  }

  /**
   * Every arm's sums.
   *
   * @throws SQLException if the database says no
   */
  Map<Arm, QuantileScan> read() throws SQLException {
    var scans = begin(histograms());
    addUnits(scans);
    var units = units();
    scans.replaceAll((arm, scan) ->
        scan.plusWithoutValues(units.getOrDefault(arm.variant(), 0L) - scan.units()));
    return scans;
  }

  private Map<Arm, QuantileScan> begin(Map<Arm, SortedMap<Integer, Long>> histograms) {
    var scans = new HashMap<Arm, QuantileScan>();
    plan.quantiles()
        .forEach((metric, nu) -> {
          for (var variant = 0; variant < plan.plan().variants().size(); variant++) {
            var arm = new Arm(metric, variant);
            var bars = new Histogram(histograms.getOrDefault(arm, new TreeMap<>()));
            scans.put(arm, QuantileScan.empty(QuantileScan.edgesAround(bars, nu)));
          }
        });
    return scans;
  }

  private Map<Arm, SortedMap<Integer, Long>> histograms() throws SQLException {
    try (var query = connection.prepareStatement(BARS)) {
      query.setString(1, plan.key());
      try (var rows = query.executeQuery()) {
        var histograms = new HashMap<Arm, SortedMap<Integer, Long>>();
        while (rows.next()) {
          histograms
              .computeIfAbsent(new Arm(rows.getInt(1), rows.getInt(2)), _ -> new TreeMap<>())
              .put(rows.getInt(3), rows.getLong(4));
        }
        return histograms;
      }
    }
  }

  private void addUnits(Map<Arm, QuantileScan> scans) throws SQLException {
    try (var query = connection.prepareStatement(HISTOGRAMS)) {
      query.setFetchSize(FETCHED_AT_ONCE);
      query.setString(1, plan.key());
      query.setBoolean(2, plan.plan().excludeCrossedOver());
      try (var rows = query.executeQuery()) {
        while (rows.next()) {
          var arm = new Arm(rows.getInt(1), rows.getInt(2));
          var unit = histogram(rows.getArray(3), rows.getArray(4));
          scans.computeIfPresent(arm, (_, scan) -> scan.plus(unit));
        }
      }
    }
  }

  private static Histogram histogram(Array buckets, Array events) throws SQLException {
    var places = (Short[]) buckets.getArray();
    var counts = (Long[]) events.getArray();
    var histogram = new TreeMap<Integer, Long>();
    for (var i = 0; i < places.length; i++) {
      histogram.put(places[i].intValue(), counts[i]);
    }
    return new Histogram(histogram);
  }

  private Map<Integer, Long> units() throws SQLException {
    try (var query = connection.prepareStatement(UNITS)) {
      query.setString(1, plan.key());
      try (var rows = query.executeQuery()) {
        var units = new HashMap<Integer, Long>();
        while (rows.next()) {
          units.put(rows.getInt(1), rows.getLong(2));
        }
        return units;
      }
    }
  }
}
