package plumbline.tracking.fold;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import plumbline.engine.fold.UnitEvent;
import plumbline.engine.fold.UnitFold;
import plumbline.engine.fold.UnitState;
import plumbline.tracking.definitions.Definition;
import plumbline.tracking.unit.UnitKey;

/**
 * Folds all units of one plan and one shard from their events, one after the other, by their ids'
 * bytes: no more than one of them is in memory.
 */
public final class PlanFold {
  private final Definition plan;
  private final Sink sink;
  private @Nullable UnitKey unit;
  private UnitFold fold;

  /** Takes one unit. */
  @FunctionalInterface
  public interface Sink {
    /** What the next unit's events come to; units that were never enrolled are left out. */
    void take(UnitKey unit, UnitState state) throws SQLException;
  }

  private PlanFold(Definition plan, Sink sink) {
    this.plan = plan;
    this.sink = sink;
    this.fold = UnitFold.anew(plan.plan(), plan.layout());
  }

  /**
   * Folds them as of one snapshot, but for events whose work waits to be taken.
   *
   * @param connection in a transaction
   */
  public static void stream(Connection connection, Definition plan, int shard, Sink sink)
      throws SQLException {
    var folding = new PlanFold(plan, sink);
    new EventRows(connection, shard).ofPlan(plan, folding::add);
    folding.end();
  }

  /** The same of some units. */
  static void stream(
      Connection connection, Definition plan, int shard, Collection<UnitKey> units, Sink sink)
      throws SQLException {
    var folding = new PlanFold(plan, sink);
    new EventRows(connection, shard).ofUnits(units, List.of(plan), folding::add);
    folding.end();
  }

  private void add(UnitKey of, UnitEvent event) throws SQLException {
    if (!of.equals(unit)) {
      end();
      unit = of;
      fold = UnitFold.anew(plan.plan(), plan.layout());
    }
    if (!fold.add(event)) {
      throw new IllegalStateException("events came out of order");
    }
  }

  private void end() throws SQLException {
    var state = fold.state();
    if (unit != null && state.isPresent()) {
      sink.take(unit, state.get());
    }
  }
}
