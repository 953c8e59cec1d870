package plumbline.tracking.fold;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import plumbline.engine.fold.FoldPlan;
import plumbline.engine.fold.UnitEvent;
import plumbline.tracking.definitions.Definition;
import plumbline.tracking.unit.UnitArrays;
import plumbline.tracking.unit.UnitKey;

/** Reads stored events one by one: what a unit does never fills the memory. */
final class EventRows {
  private static final int FETCHED_AT_ONCE = 5_000;

  private static final String COLUMNS =
      """
      SELECT e.unit_type, e.unit, e.event_id, e.occurred_at, e.name, e.value_micros, e.experiment,
             e.variant,
             CASE WHEN ? OR (e.experiment IS NOT NULL AND ?) OR e.name = ANY (?)
               THEN e.attributes END
      """;

  /** Events of the taken batches. */
  private static final String TAKEN =
      COLUMNS + "FROM event e WHERE e.shard = ? AND e.batch = ANY (?)";

  private static final String TAKEN_OF_UNITS =
      TAKEN
          + """
           AND (e.unit_type, e.unit) IN (SELECT * FROM unnest(?::smallint[], ?::text[]))
          """;

  /**
   * One snapshot for the events and for the work: what is still to be taken is added later. NOT IN
   * is looked up in a hash table; NOT EXISTS was looked up in the index, event by event.
   */
  private static final String NOT_WAITING =
      """
       e.batch NOT IN (SELECT w.batch FROM fold_work w WHERE w.shard = ?)
      """;

  /** As {@link plumbline.engine.fold.UnitFold#ORDER} has them; ids are compared as bytes. */
  private static final String IN_ORDER =
      "ORDER BY e.unit_type, e.unit, (e.experiment IS NULL), e.occurred_at, e.event_id";

  /**
   * One unit after the other, by the index of units: the fence keeps the planner from reading all
   * events for the sake of some thousand units, which it takes for cheaper where it guesses too few
   * units behind them. Without the shard: where it knows little yet, it would read all of the
   * shard.
   */
  private static final String OF_UNITS =
      COLUMNS
          + """
          FROM unnest(?::smallint[], ?::text[]) AS asked (unit_type, unit)
          CROSS JOIN LATERAL (
            SELECT * FROM event own
            WHERE own.unit_type = asked.unit_type AND own.unit = asked.unit
              AND own.occurred_at >= ? AND own.occurred_at < ?
            OFFSET 0) AS e
          WHERE
          """
          + NOT_WAITING
          + IN_ORDER;

  /** Events of all units that were exposed to an experiment, those that matter to a plan. */
  private static final String OF_PLAN =
      COLUMNS
          + """
          FROM event e WHERE e.shard = ? AND e.unit_type = ?
            AND (? OR e.experiment = ? OR e.name = ANY (?))
            AND e.unit IN (SELECT x.unit FROM event x
                           WHERE x.shard = ? AND x.unit_type = ? AND x.experiment = ?
                             AND x.occurred_at >= ? AND x.occurred_at < ?)
            AND e.occurred_at >= ? AND e.occurred_at < ? AND
          """
          + NOT_WAITING
          + IN_ORDER;

  /** Takes one event; those of a unit come one after the other if they come in order. */
  @FunctionalInterface
  interface Sink {
    void take(UnitKey unit, UnitEvent event) throws SQLException;
  }

  private final Connection connection;
  private final int shard;

  EventRows(Connection connection, int shard) {
    this.connection = connection;
    this.shard = shard;
  }

  /** Events of these batches, of all units or of some, in no order. */
  void ofBatches(
      List<Long> batches,
      Collection<UnitKey> units,
      boolean allUnits,
      Collection<Definition> plans,
      Sink sink)
      throws SQLException {
    try (var query = connection.prepareStatement(allUnits ? TAKEN : TAKEN_OF_UNITS)) {
      setAttributes(query, plans);
      query.setInt(4, shard);
      query.setArray(5, connection.createArrayOf("bigint", batches.toArray()));
      if (!allUnits) {
        UnitArrays.set(connection, query, 6, units);
      }
      each(query, sink);
    }
  }

  /** All that these units did and that matters to the plans, but for what waits to be taken. */
  void ofUnits(Collection<UnitKey> units, Collection<Definition> plans, Sink sink)
      throws SQLException {
    try (var query = connection.prepareStatement(OF_UNITS)) {
      setAttributes(query, plans);
      UnitArrays.set(connection, query, 4, units);
      setTimes(query, 6, plans);
      query.setInt(8, shard);
      each(query, sink);
    }
  }

  /** The same of all units of a plan. */
  void ofPlan(Definition plan, Sink sink) throws SQLException {
    try (var query = connection.prepareStatement(OF_PLAN)) {
      setAttributes(query, List.of(plan));
      query.setInt(4, shard);
      query.setShort(5, plan.unitType());
      query.setBoolean(6, plan.plan().excludes());
      query.setString(7, plan.experiment());
      query.setArray(8, connection.createArrayOf("text", plan.plan().eventNames().toArray()));
      query.setInt(9, shard);
      query.setShort(10, plan.unitType());
      query.setString(11, plan.experiment());
      setTimes(query, 12, List.of(plan));
      setTimes(query, 14, List.of(plan));
      query.setInt(16, shard);
      each(query, sink);
    }
  }

  /** Whether all attributes are read, those of exposures, and those of which outcomes. */
  private void setAttributes(PreparedStatement query, Collection<Definition> plans)
      throws SQLException {
    query.setBoolean(1, plans.stream().anyMatch(it -> it.plan().excludes()));
    query.setBoolean(2, plans.stream().anyMatch(it -> !it.plan().segments().isEmpty()));
    Set<String> names = new HashSet<>();
    plans.forEach(it -> names.addAll(it.plan().eventsWithAttributes()));
    query.setArray(3, connection.createArrayOf("text", names.toArray()));
  }

  private static void setTimes(PreparedStatement query, int at, Collection<Definition> plans)
      throws SQLException {
    var from = plans.stream().mapToLong(it -> it.plan().from()).min().orElse(0);
    var to = plans.stream().mapToLong(it -> it.plan().cut()).max().orElse(0);
    query.setObject(at, time(from));
    query.setObject(at + 1, time(to));
  }

  private static void each(PreparedStatement query, Sink sink) throws SQLException {
    query.setFetchSize(FETCHED_AT_ONCE);
    try (var rows = query.executeQuery()) {
      while (rows.next()) {
        sink.take(new UnitKey(rows.getShort(1), rows.getString(2)), event(rows));
      }
    }
  }

  private static UnitEvent event(ResultSet row) throws SQLException {
    var id = row.getString(3);
    var occurredAt = Columns.micros(row.getObject(4, OffsetDateTime.class));
    var attributes = EventAttributes.parse(row.getString(9));
    var experiment = row.getString(7);
    if (experiment != null) {
      return new UnitEvent.Exposure(id, occurredAt, experiment, row.getString(8), attributes);
    }
    return new UnitEvent.Outcome(
        id, occurredAt, row.getString(5), row.getObject(6, Long.class), attributes);
  }

  /** {@link FoldPlan#OPEN} is after everything. */
  static OffsetDateTime time(long micros) {
    return micros == FoldPlan.OPEN ? OffsetDateTime.MAX : Columns.time(micros);
  }
}
