package plumbline.tracking.fold;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import plumbline.engine.fold.Aggregate;
import plumbline.engine.fold.Histogram;
import plumbline.engine.fold.UnitState;
import plumbline.tracking.definitions.Definition;

/** What units change in a shard's aggregates: new minus stored, summed over units. */
public final class AggregateChanges {
  private final Set<Cell.Segment> overflowed;
  private final Map<Cell, Aggregate> cells = new HashMap<>();
  private final Map<Bars, Histogram> bars = new HashMap<>();

  /**
   * One histogram of the aggregates of a shard.
   *
   * @param metric its place among the plan's metrics
   */
  record Bars(String plan, int metric, int variant, long day) {}

  AggregateChanges(Set<Cell.Segment> overflowed) {
    this.overflowed = overflowed;
  }

  /** A unit was in the one state and is in the other; null: in none. */
  void replace(Definition definition, @Nullable UnitState before, @Nullable UnitState now) {
    if (before != null) {
      var empty = Aggregate.empty(definition.layout());
      add(definition, before, empty.minus(aggregate(definition, before)));
      addBars(definition, before, -1);
    }
    if (now != null) {
      add(definition, now, aggregate(definition, now));
      addBars(definition, now, 1);
    }
  }

  private static Aggregate aggregate(Definition definition, UnitState unit) {
    return Aggregate.of(definition.plan(), definition.layout(), unit);
  }

  private void add(Definition definition, UnitState unit, Aggregate change) {
    for (var cell : Cell.of(definition.key(), unit, overflowed)) {
      cells.merge(cell, change, Aggregate::plus);
    }
  }

  private void addBars(Definition definition, UnitState unit, int sign) {
    if (unit.histograms().isEmpty() || !unit.analysed(definition.plan())) {
      return;
    }
    var places = definition.layout().quantiles();
    for (var i = 0; i < places.size(); i++) {
      var histogram = unit.histograms().get(i);
      var change = sign > 0 ? histogram : Histogram.EMPTY.minus(histogram);
      bars.merge(
          new Bars(definition.key(), places.get(i), unit.variant(), unit.day()),
          change,
          Histogram::plus);
    }
  }

  /** Rows that something is added to; none of it zero. */
  Map<Cell, Aggregate> cells() {
    cells.values().removeIf(Aggregate::isZero);
    return cells;
  }

  /** Histograms that something is added to. */
  Map<Bars, Histogram> bars() {
    return bars;
  }
}
