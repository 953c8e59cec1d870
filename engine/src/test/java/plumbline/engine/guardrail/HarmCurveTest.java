package plumbline.engine.guardrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import plumbline.engine.guardrail.SmallestHarm.Detectable;
import plumbline.engine.planning.Baseline;
import plumbline.engine.planning.MeanPlan;
import plumbline.engine.planning.ProportionPlan;
import plumbline.engine.planning.SampleSize;
import plumbline.engine.planning.Significance;
import plumbline.engine.planning.Split;

/** What it takes to clear a guardrail, and what its looks find one after the other. */
class HarmCurveTest {
  private static final Scale SHARE = new Scale.Share();
  private static final Scale MS = new Scale.Measured("ms");
  private static final WatchLevel WATCHED = new WatchLevel(0.05, 20, 3, 2);

  /** Clearing is the plan of non-inferiority, where that has a formula; else scipy 1.17.1. */
  @Test
  void clearingTakesTheUnitsOfNonInferiority() {
    var points = plan("< 0.5pp decrease from control", SHARE, new Baseline.Rate(0.05));
    var proportion = new ProportionPlan(0.05, Significance.oneSided(0.05));
    for (double difference : new double[] {-0.004, 0.0, 0.01}) {
      assertThat(points.unitsToClear(-difference, 0.5).control())
          .isCloseTo(
              proportion.unitsForNonInferiority(0.005, difference, 0.8, 0.5).control(),
              within(1e-4));
    }
    var mean = plan("< 20ms increase from control", MS, new Baseline.Mean(340.0, 500.0));
    assertThat(mean.unitsToClear(5.0, 2.0).treatment())
        .isCloseTo(
            new MeanPlan(500.0, Significance.oneSided(0.05))
                .unitsForNonInferiority(20.0, -5.0, 0.8, 2.0)
                .treatment(),
            within(1e-6));
    var less = plan("< 5% decrease from control", SHARE, new Baseline.Rate(0.2));
    assertThat(less.unitsToClear(0.0, 1.0).control()).isCloseTo(18819.70421426815, within(1e-7));
    var more =
        new HarmPlan(
            Threshold.parse("< 20% increase from control", SHARE),
            new Baseline.Rate(0.02),
            WATCHED,
            0.9);
    assertThat(more.unitsToClear(-0.1, 0.5).control()).isCloseTo(15123.754421279657, within(1e-7));
  }

  @Test
  void eachPlannedLookFindsLess() {
    var schedule = new LookSchedule(10_000, 100_000);
    var level = new WatchLevel(0.05, schedule.plannedLooks(), 3, 2);
    var threshold = Threshold.parse("< 5% increase from control", SHARE);
    var plan = new HarmPlan(threshold, new Baseline.Rate(0.1), level, 0.8);
    var points = HarmCurve.of(plan, schedule, new Split(0.5, List.of(0.2, 0.3))).points();
    assertThat(points.stream().map(HarmCurve.Point::units).toList())
        .isEqualTo(schedule.plannedSteps());
    double before = Double.POSITIVE_INFINITY;
    for (var point : points) {
      var units = new SampleSize(0.5 * point.units(), 0.2 * point.units());
      double found = ((Detectable) point.found()).harm();
      assertThat(plan.power(found, units)).as("look " + point.look()).isCloseTo(0.8, within(1e-9));
      assertThat(found).isLessThan(before);
      before = found;
    }
    assertThat(points.getFirst().look()).isEqualTo(1);
    assertThat(points.getLast().look()).isEqualTo(level.looks());
  }

  private static HarmPlan plan(String threshold, Scale scale, Baseline baseline) {
    return new HarmPlan(Threshold.parse(threshold, scale), baseline, WATCHED, 0.8);
  }
}
