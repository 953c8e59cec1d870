package plumbline.tracking.fold;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import plumbline.tracking.definitions.Definition;
import plumbline.tracking.definitions.DefinitionTable;
import plumbline.tracking.erasure.ErasedUnits;
import plumbline.tracking.unit.UnitKey;

/**
 * Folds one shard in one transaction: whoever holds the shard's row takes its work, folds the units
 * that it touches, writes what changed and removes the work. A crash anywhere leaves all of it or
 * nothing.
 *
 * <p>A touched unit is always folded from all of its events, and added as new minus stored. So it
 * does not matter whether an event is seen before its own work is taken: folding again adds zero.
 */
@ApplicationScoped
class ShardFold {
  /** Units whose events are in memory at once. */
  private static final int CHUNK = 1_000;

  private final DefinitionTable definitions;
  private final ErasedUnits erasures;
  private final FoldConfig config;

  @Inject
  ShardFold(DefinitionTable definitions, ErasedUnits erasures, FoldConfig config) {
    this.definitions = definitions;
    this.erasures = erasures;
    this.config = config;
  }

  /** Folds what there is; false if another worker holds the shard. The caller commits. */
  boolean fold(Connection connection, int shard) throws SQLException {
    var work = new ShardWork(connection, shard);
    if (!work.lock()) {
      return false;
    }
    // Taken before the definitions are read: what is taken is folded with what is known by then,
    // and a definition that comes later finds the shard's plan of it out of date.
    var batches = work.take(config.maxBatches());
    var started = definitions.started(connection);
    var outdated = outdated(work.foldedPlans(), started);
    var units = work.unitsOfBatches(batches);
    units.addAll(work.unitsExposedTo(outdated));
    units.addAll(erasures.waiting(connection, shard));

    var changes = new AggregateChanges();
    for (var chunk : chunks(units)) {
      var erased = erasures.removeFrom(connection, chunk);
      foldUnits(connection, chunk, erased, started, changes);
    }
    new AggregateTable(connection, shard).apply(changes);
    work.setFoldedPlans(outdated, started);
    work.remove(batches);
    return true;
  }

  private static Set<String> outdated(Map<String, String> folded, Map<String, Definition> started) {
    var outdated = new HashSet<String>();
    for (var definition : started.values()) {
      if (!Objects.equals(folded.get(definition.experiment()), definition.planDigest())) {
        outdated.add(definition.experiment());
      }
    }
    return outdated;
  }

  private static void foldUnits(
      Connection connection,
      List<UnitKey> units,
      Set<UnitKey> erased,
      Map<String, Definition> started,
      AggregateChanges changes)
      throws SQLException {
    var contributions = new ContributionTable(connection);
    var stored = contributions.of(units);
    if (!erased.isEmpty()) {
      stored.putAll(contributions.withSealed(erased));
    }
    var events = UnitEvents.load(connection, units, withAttributes(started));
    for (var unit : units) {
      var before = stored.getOrDefault(unit, Map.of());
      var now = UnitContributions.of(unit, events.of(unit), started);
      changes.replace(before, now);
      contributions.replace(unit, before, now);
    }
    contributions.flush();
  }

  private static Set<String> withAttributes(Map<String, Definition> started) {
    var names = new HashSet<String>();
    started.values().forEach(definition -> names.addAll(definition.eventsWithAttributes()));
    return names;
  }

  private static List<List<UnitKey>> chunks(Set<UnitKey> units) {
    var all = new ArrayList<>(units);
    var chunks = new ArrayList<List<UnitKey>>();
    for (var from = 0; from < all.size(); from += CHUNK) {
      chunks.add(all.subList(from, Math.min(from + CHUNK, all.size())));
    }
    return chunks;
  }
}
