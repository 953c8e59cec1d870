package plumbline.tracking.fold;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import plumbline.tracking.definitions.DefinitionTable;
import plumbline.tracking.erasure.ErasedUnits;
import plumbline.tracking.unit.UnitKey;

/**
 * Folds one shard in one transaction: whoever holds the shard's row takes work, adds the events
 * that it stands for to what is known of their units, and the difference to the aggregates. A crash
 * anywhere leaves all of it or nothing.
 */
@ApplicationScoped
class ShardFold {
  /** Units that are in memory at once. */
  private static final int CHUNK = 5_000;

  private final DefinitionTable definitions;
  private final ErasedUnits erasures;
  private final FoldConfig config;

  @Inject
  ShardFold(DefinitionTable definitions, ErasedUnits erasures, FoldConfig config) {
    this.definitions = definitions;
    this.erasures = erasures;
    this.config = config;
  }

  /** What became of a shard that was to be folded. The caller commits. */
  enum Outcome {
    /** Another worker holds it. */
    HELD,
    /** All that there was is folded. */
    DONE,
    /** There may be more. */
    MORE
  }

  Outcome fold(Connection connection, int shard) throws SQLException {
    var work = new ShardWork(connection, shard);
    if (!work.lock()) {
      return Outcome.HELD;
    }
    // Taken before the definitions are read: what is taken is folded with what is known by then,
    // and a definition that comes later finds the shard's plan of it out of date.
    var batches = work.take(config.maxBatches());
    var plans = new ActivePlans(definitions.active(connection), work.foldedPlans());
    var units = work.unitsOfBatches(batches);
    var aggregates = new AggregateTable(connection, shard);
    var forgotten = aggregates.changes();
    new Forgetting(connection, shard, definitions, erasures).forget(units, forgotten);
    aggregates.apply(forgotten);
    for (var plan : plans.whole()) {
      new WholePlan(connection, shard, plan).fold();
    }
    var moved = unitsOfMoved(work, plans);
    var changes = aggregates.changes();
    foldUnits(connection, shard, batches, units, moved, plans, changes);
    aggregates.apply(changes);
    work.setFoldedPlans(plans.whole());
    work.setFoldedPlans(plans.moved().stream().map(ActivePlans.Moved::plan).toList());
    return batches.size() < config.maxBatches() ? Outcome.DONE : Outcome.MORE;
  }

  private static Map<UnitKey, Set<String>> unitsOfMoved(ShardWork work, ActivePlans plans)
      throws SQLException {
    var units = new HashMap<UnitKey, Set<String>>();
    for (var moved : plans.moved()) {
      var plan = moved.plan();
      for (var unit : work.unitsBetween(plan.unitType(), moved.from(), moved.to())) {
        units.computeIfAbsent(unit, _ -> new LinkedHashSet<>()).add(plan.key());
      }
    }
    return units;
  }

  private static void foldUnits(
      Connection connection,
      int shard,
      List<Long> batches,
      Set<UnitKey> touched,
      Map<UnitKey, Set<String>> moved,
      ActivePlans plans,
      AggregateChanges changes)
      throws SQLException {
    var units = new LinkedHashSet<>(touched);
    units.addAll(moved.keySet());
    var chunks = chunks(units);
    for (var chunk : chunks) {
      var fold = new ChunkFold(connection, shard, chunk, plans, changes);
      for (var unit : chunk) {
        moved.getOrDefault(unit, Set.of()).forEach(plan -> fold.foldAnew(unit, plan));
      }
      if (!batches.isEmpty()) {
        new EventRows(connection, shard)
            .ofBatches(batches, chunk, chunks.size() == 1, plans.all(), fold::add);
      }
      fold.finish();
    }
  }

  private static List<List<UnitKey>> chunks(Collection<UnitKey> units) {
    var all = new ArrayList<>(units);
    var chunks = new ArrayList<List<UnitKey>>();
    for (var from = 0; from < all.size(); from += CHUNK) {
      chunks.add(all.subList(from, Math.min(from + CHUNK, all.size())));
    }
    return chunks;
  }
}
