package plumbline.tracking.fold;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import plumbline.engine.fold.UnitState;
import plumbline.tracking.definitions.Definition;
import plumbline.tracking.unit.UnitKey;

/** Folds a whole plan of a shard from its events, in place of whatever there was. */
public final class WholePlan {
  private static final List<String> TABLES =
      List.of(
          "unit_state", "unit_histogram", "aggregate", "aggregate_histogram", "segment_overflow");

  /** Units that are written at once. */
  private static final int CHUNK = 5_000;

  private final Connection connection;
  private final int shard;
  private final Definition plan;
  private final AggregateTable aggregates;
  private UnitStates states;
  private AggregateChanges changes;
  private int waiting;

  /**
   * Of the transaction that holds the shard.
   *
   * @throws SQLException if the database says no
   */
  public WholePlan(Connection connection, int shard, Definition plan) throws SQLException {
    this.connection = connection;
    this.shard = shard;
    this.plan = plan;
    this.aggregates = new AggregateTable(connection, shard);
    this.states = new UnitStates(connection, shard);
    this.changes = aggregates.changes();
  }

  /** Does it. Events whose work waits to be taken are left to it. */
  public void fold() throws SQLException {
    for (var table : TABLES) {
      delete(table);
    }
    changes = aggregates.changes();
    PlanFold.stream(connection, plan, shard, this::take);
    write();
  }

  private void delete(String table) throws SQLException {
    try (var delete =
        connection.prepareStatement(
            "DELETE FROM %s WHERE shard = ? AND plan_key = ?".formatted(table))) {
      delete.setInt(1, shard);
      delete.setString(2, plan.key());
      delete.executeUpdate();
    }
  }

  private void take(UnitKey unit, UnitState state) throws SQLException {
    states.put(unit, plan, state);
    changes.replace(plan, null, state);
    if (++waiting == CHUNK) {
      write();
    }
  }

  private void write() throws SQLException {
    states.flush();
    aggregates.apply(changes);
    states = new UnitStates(connection, shard);
    changes = aggregates.changes();
    waiting = 0;
  }
}
