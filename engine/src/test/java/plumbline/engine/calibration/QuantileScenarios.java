package plumbline.engine.calibration;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.DoubleStream;
import plumbline.engine.calibration.Scenario.Rounds;
import plumbline.engine.fold.Histogram;
import plumbline.engine.statistics.HistogramQuantile;
import plumbline.engine.statistics.Interval;
import plumbline.engine.statistics.Normal;
import plumbline.engine.statistics.NotDefined;
import plumbline.engine.statistics.QuantileScan;
import plumbline.engine.statistics.QuantileTest;

/** Quantiles of values that belong to units: histogram, and scan of the units. */
final class QuantileScenarios {
  private static final Rounds SLOW = new Rounds(10, 1_000);
  private static final Rounds SLOWEST = new Rounds(2, 300);
  private static final Held MOST = Held.between(0.92, 0.99);

  /** How one arm's quantile and its interval at 95 % come from the units' histograms. */
  interface Estimator {
    Answer estimate(List<Histogram> units, double nu);
  }

  private QuantileScenarios() {}

  static List<Scenario> all() {
    ClusteredUnits alike = new ClusteredUnits(0.8, 0.4);
    ClusteredUnits apart = new ClusteredUnits(0.1, 0.9);
    Held few = Held.TO_NOTHING;
    return List.of(
        coverage("1,000 units with 1 to 1,000 values, strongly alike", SLOW, alike, 1_000, few),
        coverage(
            "10,000 units with 1 to 1,000 values, strongly alike", SLOWEST, alike, 10_000, MOST),
        coverage("1,000 units with 1 to 1,000 values, hardly alike", SLOW, apart, 1_000, MOST),
        coverage(
            "1,000 units with 3.5 values on average, alike",
            SLOW,
            ClusteredUnits.withFewValues(0.6, 0.6),
            1_000,
            MOST),
        median(QuantileScenarios::engine),
        twoArms());
  }

  /** The treatment's values are 10 % larger, all of them. */
  private static Scenario twoArms() {
    ClusteredUnits units = new ClusteredUnits(0.3, 0.6);
    double difference = 0.1 * units.quantile(0.9);
    return new Scenario(
        "Quantiles of two arms",
        "the 90th percentile of 500 units an arm with 1 to 1,000 values",
        new Rounds(25, 2_000),
        List.of(
            Figure.rate("no effect: false positives", Held.atMost(0.07)),
            Figure.rate("10 % more: found", Held.TO_NOTHING),
            Figure.rate("10 % more: difference covered", Held.between(0.93, 0.98)),
            Figure.rate("10 % more: lift covered", Held.between(0.93, 0.98))),
        random -> {
          List<Histogram> control = units.arm(random, 500);
          QuantileTest.Compared none = compared(control, units.arm(random, 500));
          QuantileTest.Compared more = compared(control, units.times(1.1).arm(random, 500));
          return Scenario.outcomes(
              none.pValueTwoSided() < 0.05,
              more.pValueTwoSided() < 0.05,
              more.interval().contains(difference),
              Answer.of(true, more.lift()).covers(0.1));
        });
  }

  private static QuantileTest.Compared compared(
      List<Histogram> control, List<Histogram> treatment) {
    var from = (HistogramQuantile.Estimated) estimate(control, 0.9, scan(control, 0.9));
    var to = (HistogramQuantile.Estimated) estimate(treatment, 0.9, scan(treatment, 0.9));
    return (QuantileTest.Compared)
        new QuantileTest(0.05).compare(from, control.size(), to, treatment.size());
  }

  /** Where it matters most that units were randomised, not values. */
  static Scenario median(Estimator estimator) {
    return scenario(
        estimator,
        "400 units with 1 to 1,000 values, strongly alike",
        new Rounds(100, 10_000),
        new ClusteredUnits(0.8, 0.4),
        200,
        Held.between(0.9, 0.97),
        0.5);
  }

  private static Scenario coverage(
      String setting, Rounds rounds, ClusteredUnits units, int n, Held held) {
    return scenario(
        QuantileScenarios::engine, setting, rounds, units, n, held, 0.05, 0.5, 0.9, 0.95, 0.99);
  }

  private static Scenario scenario(
      Estimator estimator,
      String setting,
      Rounds rounds,
      ClusteredUnits units,
      int n,
      Held held,
      double... nus) {
    return new Scenario(
        "Quantile, histogram and unit scan",
        setting,
        rounds,
        DoubleStream.of(nus).mapToObj(nu -> Figure.rate("coverage at " + nu, held)).toList(),
        random -> {
          List<Histogram> arm = units.arm(random, n);
          boolean[] covered = new boolean[nus.length];
          for (int i = 0; i < nus.length; i++) {
            covered[i] = estimator.estimate(arm, nus[i]).covers(units.quantile(nus[i]));
          }
          return Scenario.outcomes(covered);
        });
  }

  static Answer engine(List<Histogram> units, double nu) {
    return answer(units, nu, scan(units, nu));
  }

  /** The fault: every value taken for a unit, of which it is the only one. */
  static Answer eventLevel(List<Histogram> units, double nu) {
    QuantileScan scan = scan(units, nu);
    BigInteger values = scan.sumN();
    List<QuantileScan.Edge> edges =
        scan.edges().stream()
            .map(
                edge -> new QuantileScan.Edge(edge.bucket(), edge.sumJ(), edge.sumJ(), edge.sumJ()))
            .toList();
    return answer(units, nu, new QuantileScan(values.longValueExact(), values, values, edges));
  }

  private static QuantileScan scan(List<Histogram> units, double nu) {
    QuantileScan scan = QuantileScan.empty(QuantileScan.edgesAround(ClusteredUnits.sum(units), nu));
    for (Histogram unit : units) {
      scan = scan.plus(unit);
    }
    return scan;
  }

  private static Answer answer(List<Histogram> units, double nu, QuantileScan scan) {
    return switch (estimate(units, nu, scan)) {
      case NotDefined _ -> Answer.NONE;
      case HistogramQuantile.Estimated e -> {
        double half = Normal.twoSidedQuantile(0.05) * e.standardError() + e.bucketError();
        yield Answer.of(new Interval(e.value() - half, e.value() + half));
      }
    };
  }

  private static HistogramQuantile.Result estimate(
      List<Histogram> units, double nu, QuantileScan scan) {
    return HistogramQuantile.estimate(ClusteredUnits.sum(units), nu, scan, 1e-6);
  }
}
