package plumbline.engine.analysis;

import java.util.ArrayList;
import java.util.Optional;
import java.util.OptionalDouble;
import plumbline.engine.analysis.Finding.Compared;
import plumbline.engine.analysis.Finding.NotCompared;
import plumbline.engine.analysis.Finding.Timing;
import plumbline.engine.planning.Significance;
import plumbline.engine.sequential.GroupSequentialDesign;
import plumbline.engine.sequential.GroupSequentialMonitor;
import plumbline.engine.sequential.Look;
import plumbline.engine.sequential.LookResult;
import plumbline.engine.statistics.AsymptoticSequence;
import plumbline.engine.statistics.Interval;
import plumbline.engine.statistics.NotDefined.Reason;

/** Comparisons that stay valid while people look: one critical value for test and intervals. */
record Watched(Method method, Significance level, Warnings warnings) {

  /** At any time. */
  Finding always(Effect effect, AsymptoticSequence sequence) {
    if (effect.standardError() == 0.0) {
      return new NotCompared(Reason.NO_VARIANCE);
    }
    // The mixture is the plan's, at whatever level: its rho was frozen before the start.
    var mixture = sequence.at(effect.units());
    return compared(
        effect,
        Timing.ANY_TIME,
        mixture.multiplier(level.alpha()),
        mixture.pValueTwoSided(effect.z()));
  }

  /** At a planned look. */
  Finding atLook(Effect effect, Design.GroupSequential looks) {
    if (effect.standardError() == 0.0) {
      return new NotCompared(Reason.NO_VARIANCE);
    }
    var plan = looks.monitor().design();
    var monitor =
        new GroupSequentialMonitor(
            new GroupSequentialDesign(plan.spending(), level.alpha(), plan.sides()),
            looks.monitor().maxInformation());
    var all = new ArrayList<>(looks.earlier());
    all.add(new Look(effect.z() * effect.standardError(), effect.standardError()));
    return switch (looks.last() ? monitor.last(all) : monitor.interim(all)) {
      case LookResult.Untested(var reason) -> new Finding.NotTested(reason);
      case LookResult.Tested tested ->
          compared(effect, Timing.AT_LOOKS, tested.boundary().z(), tested.pValueSequential());
    };
  }

  private Compared compared(Effect effect, Timing timing, double critical, double pValue) {
    double half = critical * effect.standardError() + effect.bucketError();
    var lift = effect.lift().apply(critical);
    return new Compared(
        method,
        timing,
        level,
        effect.control(),
        effect.treatment(),
        effect.difference(),
        new Interval(effect.difference() - half, effect.difference() + half),
        lift,
        Optional.of(
            new Finding.Test(effect.z(), pValue, OptionalDouble.empty(), effect.standardError())),
        warnings.of(effect.control(), effect.controlError(), lift),
        Optional.empty());
  }
}
