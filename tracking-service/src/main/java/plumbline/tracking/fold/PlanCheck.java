package plumbline.tracking.fold;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import plumbline.tracking.definitions.Definition;
import plumbline.tracking.unit.UnitKey;

/**
 * Whether what is stored of a plan in one shard is what its events say, in a transaction that sees
 * one snapshot or holds the shard: then what is still to be folded makes no difference.
 */
public final class PlanCheck {
  private PlanCheck() {}

  /**
   * What was found.
   *
   * @param units that were computed
   * @param differingUnits of which something else is stored
   * @param differingSums rows of sums that are stored otherwise
   */
  public record Found(long units, long differingUnits, long differingSums) {
    /** Whether all is as it must be. */
    public boolean isEqual() {
      return differingUnits == 0 && differingSums == 0;
    }
  }

  /** Computes the shard anew from all of its events, beside what is stored. */
  public static Found whole(Connection connection, Definition plan, int shard) throws SQLException {
    var sums = ComputedSums.begin(connection, shard, plan);
    try (var stored = StoredUnits.all(connection, plan.key(), shard)) {
      var comparison = new UnitComparison(stored);
      PlanFold.stream(
          connection,
          plan,
          shard,
          (unit, state) -> {
            comparison.take(unit, state);
            sums.add(state);
          });
      comparison.end();
      return new Found(comparison.units(), comparison.differing(), sums.differing());
    }
  }

  /** The same for some units, and without the sums. */
  public static Found units(
      Connection connection, Definition plan, int shard, Collection<UnitKey> units)
      throws SQLException {
    try (var stored = StoredUnits.of(connection, plan.key(), shard, units)) {
      var comparison = new UnitComparison(stored);
      PlanFold.stream(connection, plan, shard, units, comparison::take);
      comparison.end();
      return new Found(comparison.units(), comparison.differing(), 0);
    }
  }

  /** The sums alone, against what is stored of the units; how many rows differ. */
  public static long sums(Connection connection, Definition plan, int shard) throws SQLException {
    var sums = ComputedSums.begin(connection, shard, plan);
    try (var stored = StoredUnits.all(connection, plan.key(), shard)) {
      for (var state = stored.state(); stored.unit() != null; state = stored.state()) {
        if (state != null) {
          sums.add(state);
        }
        stored.next();
      }
    }
    return sums.differing();
  }
}
