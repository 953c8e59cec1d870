package plumbline.tracking.fold;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import plumbline.engine.fold.UnitEvent;
import plumbline.engine.fold.UnitFold;
import plumbline.engine.fold.UnitState;
import plumbline.tracking.definitions.Definition;
import plumbline.tracking.unit.UnitKey;

/**
 * Folds some units of a shard: adds the taken events to what is known of them; where an event
 * changes what others mean, folds the unit anew from all of its events.
 */
final class ChunkFold {
  private final ActivePlans plans;
  private final EventRows events;
  private final UnitStates states;
  private final AggregateChanges changes;
  private final Map<UnitKey, Map<String, UnitState>> stored;
  private final Map<UnitKey, Map<String, UnitFold>> folds = new HashMap<>();
  private final Map<UnitKey, Set<String>> anew = new HashMap<>();

  ChunkFold(
      Connection connection,
      int shard,
      List<UnitKey> units,
      ActivePlans plans,
      AggregateChanges changes)
      throws SQLException {
    this.plans = plans;
    this.changes = changes;
    events = new EventRows(connection, shard);
    states = new UnitStates(connection, shard);
    stored = states.of(units, plans.withHistograms());
  }

  /** The unit is to be folded anew for that plan. */
  void foldAnew(UnitKey unit, String plan) {
    anew.computeIfAbsent(unit, _ -> new HashSet<>()).add(plan);
  }

  /** One of the taken events, which is in no state yet. */
  void add(UnitKey unit, UnitEvent event) {
    for (var entry : stored.getOrDefault(unit, Map.of()).entrySet()) {
      var plan = plans.get(entry.getKey());
      if (plan != null && !isAnew(unit, plan)) {
        var added = fold(unit, plan, entry.getValue()).add(event);
        if (!added) {
          foldAnew(unit, plan.key());
        }
      }
    }
    if (event instanceof UnitEvent.Exposure exposure) {
      enrol(unit, exposure);
    }
  }

  private UnitFold fold(UnitKey unit, Definition plan, UnitState state) {
    return folds
        .computeIfAbsent(unit, _ -> new HashMap<>())
        .computeIfAbsent(plan.key(), _ -> UnitFold.from(plan.plan(), plan.layout(), state));
  }

  /** Whatever it did before may matter from now on. */
  private void enrol(UnitKey unit, UnitEvent.Exposure exposure) {
    for (var plan : plans.of(exposure)) {
      if (plan.unitType() == unit.type()
          && plan.plan().enrols(exposure)
          && before(unit, plan.key()) == null) {
        foldAnew(unit, plan.key());
      }
    }
  }

  private boolean isAnew(UnitKey unit, Definition plan) {
    return anew.getOrDefault(unit, Set.of()).contains(plan.key());
  }

  private @Nullable UnitState before(UnitKey unit, String plan) {
    return stored.getOrDefault(unit, Map.of()).get(plan);
  }

  /** Writes what the units came to. */
  void finish() throws SQLException {
    if (!anew.isEmpty()) {
      beginAnew();
      events.ofUnits(anew.keySet(), plansOfThoseAnew(), this::addAnew);
    }
    for (var byPlan : folds.entrySet()) {
      for (var fold : byPlan.getValue().entrySet()) {
        finish(byPlan.getKey(), fold.getKey(), fold.getValue().state().orElse(null));
      }
    }
    states.flush();
  }

  private void beginAnew() {
    anew.forEach((unit, keys) -> {
      var ofUnit = folds.computeIfAbsent(unit, _ -> new HashMap<>());
      for (var key : keys) {
        var plan = Objects.requireNonNull(plans.get(key));
        ofUnit.put(key, UnitFold.anew(plan.plan(), plan.layout()));
      }
    });
  }

  private List<Definition> plansOfThoseAnew() {
    var keys = new HashSet<String>();
    anew.values().forEach(keys::addAll);
    return plans.all().stream().filter(plan -> keys.contains(plan.key())).toList();
  }

  private void addAnew(UnitKey unit, UnitEvent event) {
    var ofUnit = folds.getOrDefault(unit, Map.of());
    for (var key : anew.getOrDefault(unit, Set.of())) {
      if (!Objects.requireNonNull(ofUnit.get(key)).add(event)) {
        throw new IllegalStateException("events came out of order");
      }
    }
  }

  private void finish(UnitKey unit, String key, @Nullable UnitState now) {
    var before = before(unit, key);
    var plan = Objects.requireNonNull(plans.get(key));
    if (now == null) {
      if (before != null) {
        changes.replace(plan, before, null);
        states.remove(unit, key);
      }
    } else if (!now.equals(before)) {
      changes.replace(plan, before, now);
      states.put(unit, plan, now);
    }
  }
}
