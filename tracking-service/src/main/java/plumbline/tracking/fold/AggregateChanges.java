package plumbline.tracking.fold;

import java.util.HashMap;
import java.util.Map;
import plumbline.engine.fold.Aggregate;
import plumbline.engine.fold.Contribution;

/** What a transaction changes in a shard's aggregates: new minus stored, summed over units. */
final class AggregateChanges {
  private final Map<Cell, Aggregate> changes = new HashMap<>();

  /**
   * One row of the aggregates of a shard.
   *
   * @param day UTC day of first exposure, days since 1970-01-01
   */
  record Cell(String experiment, int variant, long day) {
    static Cell of(String experiment, Contribution contribution) {
      return new Cell(experiment, contribution.variant(), contribution.day());
    }
  }

  /** A unit contributed {@code before}, by experiment, and contributes {@code now}. */
  void replace(Map<String, Contribution> before, Map<String, Contribution> now) {
    before.forEach((experiment, old) -> {
      if (!old.equals(now.get(experiment))) {
        add(Cell.of(experiment, old), empty(old).minus(Aggregate.of(old)));
      }
    });
    now.forEach((experiment, fresh) -> {
      if (!fresh.equals(before.get(experiment))) {
        add(Cell.of(experiment, fresh), Aggregate.of(fresh));
      }
    });
  }

  private static Aggregate empty(Contribution like) {
    return Aggregate.empty(like.values().size());
  }

  private void add(Cell cell, Aggregate change) {
    changes.merge(cell, change, Aggregate::plus);
  }

  Map<Cell, Aggregate> byCell() {
    return changes;
  }
}
