package plumbline.tracking.fold;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import plumbline.engine.fold.Histogram;
import plumbline.engine.fold.UnitState;
import plumbline.tracking.definitions.Definition;
import plumbline.tracking.unit.UnitArrays;
import plumbline.tracking.unit.UnitKey;

/** What is known of a shard's units, as stored; what changes is written together. */
final class UnitStates {
  private static final String SELECT =
      """
      SELECT unit_type, unit, plan_key, variant, first_exposure, first_event, crossed_over,
             excluded, segments, amounts
      FROM unnest(?::smallint[], ?::text[]) AS asked (unit_type, unit)
      JOIN unit_state USING (unit_type, unit)
      WHERE shard = ?
      """;
  private static final String UPSERT =
      """
      INSERT INTO unit_state
        (shard, unit_type, unit, plan_key, variant, first_exposure, first_event, crossed_over,
         excluded, segments, amounts)
      SELECT ?, u.unit_type, u.unit, u.plan_key, u.variant, u.first_exposure, u.first_event,
             u.crossed_over, u.excluded, u.segments::text[], u.amounts::numeric[]
      FROM unnest(?::smallint[], ?::text[], ?::text[], ?::smallint[], ?::timestamptz[], ?::text[],
                  ?::boolean[], ?::boolean[], ?::text[], ?::text[])
        AS u (unit_type, unit, plan_key, variant, first_exposure, first_event, crossed_over,
              excluded, segments, amounts)
      ON CONFLICT (shard, unit_type, unit, plan_key) DO UPDATE
      SET variant = excluded.variant, first_exposure = excluded.first_exposure,
          first_event = excluded.first_event, crossed_over = excluded.crossed_over,
          excluded = excluded.excluded, segments = excluded.segments, amounts = excluded.amounts
      """;
  private static final String DELETE =
      """
      DELETE FROM unit_state s
      USING unnest(?::smallint[], ?::text[], ?::text[]) AS d (unit_type, unit, plan_key)
      WHERE s.shard = ? AND s.unit_type = d.unit_type AND s.unit = d.unit
        AND s.plan_key = d.plan_key
      """;

  private final Connection connection;
  private final int shard;
  private final UnitHistograms histograms;
  private final Columns upserts =
      new Columns(
          "int2", "text", "text", "int2", "timestamptz", "text", "bool", "bool", "text", "text");
  private final Columns deletes = new Columns("int2", "text", "text");

  UnitStates(Connection connection, int shard) {
    this.connection = connection;
    this.shard = shard;
    this.histograms = new UnitHistograms(connection, shard);
  }

  /**
   * By unit, then by the plan's key.
   *
   * @param withHistograms keys of the plans whose units may have histograms
   */
  Map<UnitKey, Map<String, UnitState>> of(
      Collection<UnitKey> units, Collection<String> withHistograms) throws SQLException {
    var bars = histograms.of(units, withHistograms);
    try (var query = connection.prepareStatement(SELECT)) {
      UnitArrays.set(connection, query, units);
      query.setInt(3, shard);
      try (var rows = query.executeQuery()) {
        var byUnit = new HashMap<UnitKey, Map<String, UnitState>>();
        while (rows.next()) {
          var unit = new UnitKey(rows.getShort(1), rows.getString(2));
          var plan = rows.getString(3);
          byUnit
              .computeIfAbsent(unit, _ -> new HashMap<>())
              .put(plan, read(rows, 4, bars.of(unit, plan).inOrder()));
        }
        return byUnit;
      }
    }
  }

  /** Reads variant, first_exposure, …, amounts from that column on. */
  static UnitState read(ResultSet row, int from, List<Histogram> histograms) throws SQLException {
    return new UnitState(
        row.getInt(from),
        Columns.micros(row.getObject(from + 1, OffsetDateTime.class)),
        row.getString(from + 2),
        row.getBoolean(from + 3),
        row.getBoolean(from + 4),
        Arrays.asList((String[]) row.getArray(from + 5).getArray()),
        Columns.integers(row.getArray(from + 6)),
        histograms);
  }

  /** What is known of a unit is this from now on. */
  void put(UnitKey unit, Definition plan, UnitState state) {
    upserts.add(
        unit.type(),
        unit.id(),
        plan.key(),
        state.variant(),
        Columns.time(state.firstExposure()),
        state.firstEvent(),
        state.crossedOver(),
        state.excluded(),
        Columns.array(state.segments()),
        Columns.array(state.amounts()));
    histograms.put(unit, plan, state.histograms());
  }

  /** Nothing is known of a unit from now on. */
  void remove(UnitKey unit, String plan) {
    deletes.add(unit.type(), unit.id(), plan);
    histograms.remove(unit, plan);
  }

  /** Writes what was put and removed; called once. */
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
    histograms.flush();
  }
}
