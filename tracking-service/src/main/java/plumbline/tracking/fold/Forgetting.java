package plumbline.tracking.fold;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import plumbline.engine.fold.UnitState;
import plumbline.tracking.definitions.Definition;
import plumbline.tracking.definitions.DefinitionTable;
import plumbline.tracking.erasure.ErasedUnits;
import plumbline.tracking.unit.UnitKey;

/** Takes erased units out of a shard: their events, and what they contribute, sealed or not. */
final class Forgetting {
  private final Connection connection;
  private final int shard;
  private final DefinitionTable definitions;
  private final ErasedUnits erasures;
  private final Map<String, Optional<Definition>> plans = new HashMap<>();

  Forgetting(Connection connection, int shard, DefinitionTable definitions, ErasedUnits erasures) {
    this.connection = connection;
    this.shard = shard;
    this.definitions = definitions;
    this.erasures = erasures;
  }

  /**
   * Forgets those that wait for it, and those among the touched units of which something slipped
   * past; they are no longer among these then.
   */
  void forget(Set<UnitKey> touched, AggregateChanges changes) throws SQLException {
    var units = new LinkedHashSet<>(touched);
    units.addAll(erasures.waiting(connection, shard));
    var erased = erasures.removeFrom(connection, units);
    touched.removeAll(erased);
    if (!erased.isEmpty()) {
      subtract(erased, changes);
    }
  }

  private void subtract(Collection<UnitKey> erased, AggregateChanges changes) throws SQLException {
    var states = new UnitStates(connection, shard);
    for (var unit : states.of(erased, keysOfAll()).entrySet()) {
      for (var state : unit.getValue().entrySet()) {
        subtract(unit.getKey(), state.getKey(), state.getValue(), states, changes);
      }
    }
    states.flush();
  }

  private void subtract(
      UnitKey unit, String key, UnitState state, UnitStates states, AggregateChanges changes)
      throws SQLException {
    var plan = plans.get(key);
    if (plan == null) {
      plan = definitions.load(connection, key);
      plans.put(key, plan);
    }
    plan.ifPresent(it -> changes.replace(it, state, null));
    states.remove(unit, key);
  }

  private Set<String> keysOfAll() throws SQLException {
    try (var query = connection.prepareStatement("SELECT plan_key FROM known_plan");
        var rows = query.executeQuery()) {
      var keys = new LinkedHashSet<String>();
      while (rows.next()) {
        keys.add(rows.getString(1));
      }
      return keys;
    }
  }
}
