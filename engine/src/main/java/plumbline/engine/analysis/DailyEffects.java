package plumbline.engine.analysis;

import java.util.Optional;
import plumbline.engine.statistics.EffectTrend;
import plumbline.engine.statistics.Estimate;

/** The effect on the units of single days, by what they did themselves: nothing is taken out. */
public final class DailyEffects {
  /** Of fewer units neither the effect of a day nor its error is known. */
  public static final long FEWEST_UNITS = 30;

  private DailyEffects() {}

  /**
   * Treatment against control among the units that were first exposed on one day; empty with fewer
   * than 30 in an arm, and where an arm does not vary.
   *
   * @param day any number that rises by one from day to day
   */
  public static Optional<EffectTrend.Day> of(Metric metric, long day, Arm control, Arm treatment) {
    if (Math.min(control.units(), treatment.units()) < FEWEST_UNITS) {
      return Optional.empty();
    }
    var comparison = new Comparison(metric, new Design.FixedHorizon());
    return comparison
        .estimate(control)
        .flatMap(from -> comparison.estimate(treatment).map(to -> effect(day, from, to)));
  }

  private static EffectTrend.Day effect(long day, Estimate control, Estimate treatment) {
    return new EffectTrend.Day(
        day,
        treatment.value() - control.value(),
        Math.sqrt(control.variance() + treatment.variance()));
  }
}
