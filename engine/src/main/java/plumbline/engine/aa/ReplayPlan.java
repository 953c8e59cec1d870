package plumbline.engine.aa;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import plumbline.engine.analysis.Arm;
import plumbline.engine.fold.Aggregate;
import plumbline.engine.fold.CovariateWindow;
import plumbline.engine.fold.EventFilter;
import plumbline.engine.fold.EventSource;
import plumbline.engine.fold.FoldMetric;
import plumbline.engine.fold.FoldMetric.Kind;
import plumbline.engine.fold.FoldPlan;
import plumbline.engine.fold.Layout;
import plumbline.engine.fold.UnitState;

/**
 * The fold's plan of one metric, by which units that are folded already are summed again.
 *
 * @param layout where its numbers are
 */
record ReplayPlan(FoldPlan plan, Layout layout) {
  private static final EventSource FOLDED = EventSource.events("", EventFilter.ALL);

  static ReplayPlan of(Kind kind, boolean covariate) {
    var metric =
        new FoldMetric("m", kind, FOLDED, kind == Kind.RATIO ? FOLDED : null, 0, null, null, null);
    var plan =
        new FoldPlan(
            "aa",
            List.of("control", "treatment"),
            0,
            FoldPlan.OPEN,
            FoldPlan.OPEN,
            false,
            EventFilter.NONE,
            List.of(),
            covariate ? new CovariateWindow(1, true) : null,
            List.of(metric));
    return new ReplayPlan(plan, new Layout(plan));
  }

  Aggregate empty() {
    return Aggregate.empty(layout);
  }

  Aggregate of(UnitState unit) {
    return Aggregate.of(plan, layout, unit);
  }

  Arm arm(String variant, Aggregate sums) {
    return new Arm(variant, sums.analysed(), layout.metric(sums, 0), Optional.empty());
  }

  /** A unit's own value, of a RATIO the numerator. */
  BigInteger value(UnitState unit) {
    return layout.values(0, unit.amounts())[0];
  }
}
