package plumbline.analysis.dashboard.guide;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import plumbline.analysis.page.Chart;
import plumbline.engine.analysis.Figures;
import plumbline.engine.planning.Baseline;
import plumbline.engine.planning.ExperimentPlan;
import plumbline.engine.planning.PowerCurve;
import plumbline.engine.planning.Significance;
import plumbline.engine.planning.Split;
import plumbline.engine.statistics.Interval;
import plumbline.engine.statistics.Proportion;
import plumbline.engine.statistics.ProportionTest;
import plumbline.engine.statistics.RelativeLift;

/** What units buy: power, and narrow intervals. */
final class SizeFigures {
  /** Of a plan by default. */
  static final double POWER = 0.8;

  private static final int POINTS = 30;
  private static final int MOST_UNITS = 60_000;
  private static final int RATE_PER_MILLE = 100;
  private static final int BETTER_PER_MILLE = 105;
  private static final List<Integer> UNITS =
      List.of(2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000);

  private SizeFigures() {}

  /** Units for each variant to find a relative change of a rate. */
  static long units(double rate, double lift) {
    return plan(rate).unitsFor(rate * lift).control();
  }

  /** The chance to find it with so many for each variant. */
  static double power(double rate, double lift, double unitsPerVariant) {
    return plan(rate).power(rate * lift, 2 * unitsPerVariant).detected();
  }

  static Chart powers() {
    var curve = PowerCurve.of(plan(0.1), 0.01, 2_000, MOST_UNITS, POINTS);
    return new Chart(
        "power",
        "The chance to find a lift of 10 % on a share of 10 %, by units",
        curve.points().stream().map(it -> Figures.count(Math.round(it.units()))).toList(),
        "units, both variants together",
        "power",
        "share",
        List.of(
            Chart.Series.of(
                "power", "line", curve.points().stream().map(PowerCurve.Point::power).toList())),
        List.of(new Chart.Line("planned for", POWER)));
  }

  static Chart widths() {
    List<@Nullable Double> lifts = new ArrayList<>();
    List<@Nullable Double> lower = new ArrayList<>();
    List<@Nullable Double> upper = new ArrayList<>();
    for (var units : UNITS) {
      var found = lift(units);
      lifts.add(found.estimate());
      lower.add(found.interval().lower());
      upper.add(found.interval().upper());
    }
    return new Chart(
        "widths",
        "A lift of 5 % on a share of 10 % and its 95 % interval, by units",
        UNITS.stream().map(Figures::count).toList(),
        "units in each variant",
        "lift",
        "percent",
        List.of(new Chart.Series("lift", "line", lifts, lower, upper)),
        List.of(new Chart.Line("no effect", 0)));
  }

  /** The example's lift with so many units in each variant. */
  static RelativeLift.Bounded lift(long units) {
    var control = new Proportion(units * RATE_PER_MILLE / 1000, units);
    var treatment = new Proportion(units * BETTER_PER_MILLE / 1000, units);
    return ((ProportionTest.Compared) test().compare(control, treatment)).lift()
            instanceof RelativeLift.Bounded bounded
        ? bounded
        : new RelativeLift.Bounded(0, new Interval(-1, 1));
  }

  /** Its p-value. */
  static double pValue(long units) {
    var control = new Proportion(units * RATE_PER_MILLE / 1000, units);
    var treatment = new Proportion(units * BETTER_PER_MILLE / 1000, units);
    return ((ProportionTest.Compared) test().compare(control, treatment))
        .pooled()
        .orElseThrow()
        .pValueTwoSided();
  }

  private static ProportionTest test() {
    return new ProportionTest(PeekingFigures.ALPHA);
  }

  private static ExperimentPlan plan(double rate) {
    return new ExperimentPlan(
        new Baseline.Rate(rate), Split.even(2), Significance.twoSided(PeekingFigures.ALPHA), POWER);
  }
}
