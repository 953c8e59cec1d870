package plumbline.tracking.fold;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import plumbline.engine.fold.Histogram;
import plumbline.tracking.definitions.Definition;
import plumbline.tracking.unit.UnitArrays;
import plumbline.tracking.unit.UnitKey;

/** Single units' histograms, one row for each quantile metric, by its place in the plan. */
final class UnitHistograms {
  private static final String SELECT =
      """
      SELECT unit_type, unit, plan_key, metric, buckets, events
      FROM unnest(?::smallint[], ?::text[]) AS asked (unit_type, unit)
      JOIN unit_histogram USING (unit_type, unit)
      WHERE shard = ? AND plan_key = ANY (?)
      """;
  private static final String UPSERT =
      """
      INSERT INTO unit_histogram (shard, unit_type, unit, plan_key, metric, buckets, events)
      SELECT ?, h.unit_type, h.unit, h.plan_key, h.metric, h.buckets::smallint[],
             h.events::bigint[]
      FROM unnest(?::smallint[], ?::text[], ?::text[], ?::smallint[], ?::text[], ?::text[])
        AS h (unit_type, unit, plan_key, metric, buckets, events)
      ON CONFLICT (plan_key, shard, unit_type, unit, metric) DO UPDATE
      SET buckets = excluded.buckets, events = excluded.events
      """;
  private static final String DELETE =
      """
      DELETE FROM unit_histogram s
      USING unnest(?::smallint[], ?::text[], ?::text[]) AS d (unit_type, unit, plan_key)
      WHERE s.shard = ? AND s.unit_type = d.unit_type AND s.unit = d.unit
        AND s.plan_key = d.plan_key
      """;

  private final Connection connection;
  private final int shard;
  private final Columns upserts = new Columns("int2", "text", "text", "int2", "text", "text");
  private final Columns deletes = new Columns("int2", "text", "text");

  UnitHistograms(Connection connection, int shard) {
    this.connection = connection;
    this.shard = shard;
  }

  /** Histograms of one unit in one plan, by their place. */
  record Stored(SortedMap<Integer, Histogram> byPlace) {
    static final Stored NONE = new Stored(new TreeMap<>());

    List<Histogram> inOrder() {
      return List.copyOf(byPlace.values());
    }
  }

  /** Those of some units. */
  record Found(Map<UnitKey, Map<String, Stored>> byUnit) {
    Stored of(UnitKey unit, String plan) {
      return byUnit.getOrDefault(unit, Map.of()).getOrDefault(plan, Stored.NONE);
    }
  }

  Found of(Collection<UnitKey> units, Collection<String> plans) throws SQLException {
    var byUnit = new HashMap<UnitKey, Map<String, Stored>>();
    if (plans.isEmpty()) {
      return new Found(byUnit);
    }
    try (var query = connection.prepareStatement(SELECT)) {
      UnitArrays.set(connection, query, units);
      query.setInt(3, shard);
      query.setArray(4, connection.createArrayOf("text", plans.toArray()));
      try (var rows = query.executeQuery()) {
        while (rows.next()) {
          byUnit
              .computeIfAbsent(
                  new UnitKey(rows.getShort(1), rows.getString(2)), _ -> new HashMap<>())
              .computeIfAbsent(rows.getString(3), _ -> new Stored(new TreeMap<>()))
              .byPlace()
              .put(rows.getInt(4), read(rows.getArray(5), rows.getArray(6)));
        }
      }
    }
    return new Found(byUnit);
  }

  static Histogram read(Array buckets, Array events) throws SQLException {
    var places = (Short[]) buckets.getArray();
    var counts = (Long[]) events.getArray();
    var histogram = new TreeMap<Integer, Long>();
    for (var i = 0; i < places.length; i++) {
      histogram.put(places[i].intValue(), counts[i]);
    }
    return new Histogram(histogram);
  }

  void put(UnitKey unit, Definition plan, List<Histogram> histograms) {
    for (var i = 0; i < histograms.size(); i++) {
      var events = histograms.get(i).events();
      upserts.add(
          unit.type(),
          unit.id(),
          plan.key(),
          plan.layout().quantiles().get(i),
          Columns.array(events.keySet()),
          Columns.array(events.values()));
    }
  }

  void remove(UnitKey unit, String plan) {
    deletes.add(unit.type(), unit.id(), plan);
  }

  void flush() throws SQLException {
    if (!upserts.isEmpty()) {
      try (var statement = connection.prepareStatement(UPSERT)) {
        statement.setInt(1, shard);
        upserts.set(connection, statement, 2);
        statement.executeUpdate();
      }
    }
    if (!deletes.isEmpty()) {
      try (var statement = connection.prepareStatement(DELETE)) {
        deletes.set(connection, statement, 1);
        statement.setInt(4, shard);
        statement.executeUpdate();
      }
    }
  }
}
