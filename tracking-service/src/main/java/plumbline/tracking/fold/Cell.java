package plumbline.tracking.fold;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import plumbline.engine.fold.UnitState;

/**
 * One row of the aggregates of a shard.
 *
 * @param plan the plan's key
 * @param variant index in the plan's order
 * @param day UTC day of first exposure, days since 1970-01-01
 * @param segment index of the plan's segment, or {@link #OVERALL}
 * @param value of the segment's attribute; empty overall, and where there is none
 */
record Cell(String plan, int variant, long day, int segment, String value) {
  /** In place of a segment: all units. */
  static final int OVERALL = -1;

  /** The cells that a unit is in. */
  static List<Cell> of(String plan, UnitState unit, Set<Segment> overflowed) {
    var cells = new ArrayList<Cell>(1 + unit.segments().size());
    cells.add(new Cell(plan, unit.variant(), unit.day(), OVERALL, ""));
    for (var i = 0; i < unit.segments().size(); i++) {
      if (!overflowed.contains(new Segment(plan, i))) {
        cells.add(new Cell(plan, unit.variant(), unit.day(), i, unit.segments().get(i)));
      }
    }
    return cells;
  }

  /** A plan's segment. */
  record Segment(String plan, int index) {}
}
