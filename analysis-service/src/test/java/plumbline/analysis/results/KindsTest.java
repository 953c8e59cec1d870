package plumbline.analysis.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;
import static plumbline.analysis.results.Example.LATER;
import static plumbline.analysis.results.Example.arm;
import static plumbline.analysis.results.Example.metric;
import static plumbline.analysis.results.Example.statistics;
import static plumbline.analysis.results.Example.stoppedWith;
import static plumbline.analysis.results.Example.sums;

import com.google.protobuf.util.Durations;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import plumbline.analysis.study.Observations;
import plumbline.analysis.study.Studies;
import plumbline.engine.fold.Buckets;
import plumbline.engine.fold.Histogram;
import plumbline.engine.statistics.HistogramQuantile;
import plumbline.engine.statistics.QuantileTest;
import plumbline.proto.analysis.v1.Comparison;
import plumbline.proto.analysis.v1.ComparisonVerdict;
import plumbline.proto.analysis.v1.ExperimentResults;
import plumbline.proto.analysis.v1.MetricResult;
import plumbline.proto.analysis.v1.Timing;
import plumbline.proto.assignment.v1.Covariate;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentMetric;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.tracking.v1.ExperimentStatistics;
import plumbline.proto.tracking.v1.HistogramBucket;
import plumbline.proto.tracking.v1.MetricStatistics;
import plumbline.proto.tracking.v1.QuantileEdge;
import plumbline.proto.tracking.v1.QuantileScan;

/** Each kind of metric, and covariates, against values that were computed apart. */
class KindsTest {
  private static final Percentage TIGHT = withPercentage(1e-6);
  private static final long SEED = 4_711;

  @Test
  void aRatioIsThatOfScipyByTheDeltaMethod() {
    var metric =
        only(
            stoppedWith(metric("m", MetricKind.METRIC_KIND_RATIO, 7)),
            ratio(6, "18", "88", "504", "26", "150", "113"),
            ratio(6, "29", "203", "1745", "34", "250", "220"));

    var comparison = metric.getComparisons(0);
    // numpy: control y = 3, 0, 5, 2, 7, 1 and d = 4, 2, 6, 3, 9, 2; treatment y = 6, 1, 11, 4, 2, 5
    // and d = 5, 4, 12, 5, 2, 6; variance of (y - R·d)/mean(d), then Welch by scipy 1.17.1
    assertThat(comparison.getControlValue()).isCloseTo(0.6923076923076923, TIGHT);
    assertThat(comparison.getTreatmentValue()).isCloseTo(0.8529411764705882, TIGHT);
    assertThat(comparison.getStandardError()).isCloseTo(0.12664920537268134, TIGHT);
    assertThat(comparison.getStatistic()).isCloseTo(1.2683339282722819, TIGHT);
    assertThat(comparison.getDegreesOfFreedom()).isCloseTo(9.453772771233634, TIGHT);
    assertThat(comparison.getPValue()).isCloseTo(0.23502070335885916, TIGHT);
    assertThat(comparison.getAbsolute().getLower()).isCloseTo(-0.1237843027933288, TIGHT);
    assertThat(comparison.getAbsolute().getUpper()).isCloseTo(0.44505127111912063, TIGHT);
    assertThat(comparison.getMethod()).startsWith("ratio of sums with the delta method over units");
  }

  @Test
  void aRatiosValueHasBothItsSides() {
    var metric =
        only(
            stoppedWith(metric("m", MetricKind.METRIC_KIND_RATIO, 7)),
            ratio(6, "18", "88", "504", "26", "150", "113"),
            ratio(6, "29", "203", "1745", "34", "250", "220"));

    var control = metric.getValues(0);
    assertThat(control.getTotal()).isEqualTo(18);
    assertThat(control.getDenominator()).isEqualTo(26);
    assertThat(control.getValue()).isCloseTo(18 / 26.0, TIGHT);
    assertThat(control.hasMean()).isFalse();
    assertThat(metric.getValues(1).getValue()).isCloseTo(29 / 34.0, TIGHT);
  }

  @Test
  void aRatioWithoutDenominatorsHasNoValueAndSaysWhy() {
    var metric =
        only(
            stoppedWith(metric("m", MetricKind.METRIC_KIND_RATIO, 7)),
            ratio(6, "0", "0", "0", "0", "0", "0"),
            ratio(6, "29", "203", "1745", "34", "250", "220"));

    assertThat(metric.getValues(0).hasValue()).isFalse();
    assertThat(metric.getComparisons(0).getVerdict())
        .isEqualTo(ComparisonVerdict.COMPARISON_VERDICT_NOT_COMPARED);
    assertThat(metric.getComparisons(0).getAbsolute().getNote()).contains("sum to zero");
  }

  @Test
  void aCovariateIsTakenOutAndTheUnadjustedResultStandsBeside() {
    var metric =
        only(
            withCovariate(metric("m", MetricKind.METRIC_KIND_COUNT, 7)),
            covaried(5, "27", "227", "2223", "21", "131", "171"),
            covaried(5, "41", "435", "5021", "26", "186", "283"));

    var comparison = metric.getComparisons(0);
    // numpy: control y = 3, 0, 7, 12, 5 and x = 2, 1, 6, 9, 3; treatment y = 6, 1, 11, 14, 9 and
    // x = 4, 0, 8, 9, 5; theta of all ten, then ttest_ind(equal_var=False) of scipy 1.17.1
    assertThat(comparison.getCovariate().getTheta()).isCloseTo(1.3985431841831424, TIGHT);
    assertThat(comparison.getCovariate().getVarianceReduction())
        .isCloseTo(0.9626355942817398, TIGHT);
    assertThat(comparison.getPValue()).isCloseTo(0.04256528698715596, TIGHT);
    assertThat(comparison.getDegreesOfFreedom()).isCloseTo(7.866225561935994, TIGHT);
    assertThat(comparison.getAbsolute().getValue()).isCloseTo(1.4014568158168572, TIGHT);
    assertThat(comparison.getStandardError()).isCloseTo(0.5798962419815645, TIGHT);
    assertThat(comparison.getCovariate().getPValue()).isCloseTo(0.37820964252929024, TIGHT);
    assertThat(comparison.getCovariate().getAbsolute().getValue()).isCloseTo(2.8, TIGHT);
    assertThat(comparison.getMethod()).contains("CUPED");
    assertThat(metric.getValues(0).getMean()).as("as it was").isCloseTo(5.4, TIGHT);
  }

  @Test
  void aQuantileIsTheEnginesOfHistogramAndScan() {
    var control = latencies(1.0);
    var treatment = latencies(1.3);
    var quantile = metric("p90", MetricKind.METRIC_KIND_QUANTILE, 7).toBuilder();
    quantile.getMetricBuilder().setQuantile(0.9).setUnitOfMeasure("ms");

    var metric = only(stoppedWith(quantile.build()), control.statistics, treatment.statistics);

    var expected =
        (QuantileTest.Compared)
            new QuantileTest(0.05).compare(control.estimated(), 400, treatment.estimated(), 400);
    var comparison = metric.getComparisons(0);
    assertThat(comparison.getPValue()).isCloseTo(expected.pValueTwoSided(), TIGHT);
    assertThat(comparison.getAbsolute().getLower()).isCloseTo(expected.interval().lower(), TIGHT);
    assertThat(metric.getValues(0).getValue()).isCloseTo(control.estimated().value(), TIGHT);
    assertThat(metric.getValues(0).getTotal()).isEqualTo(2_000);
    assertThat(comparison.getTiming()).isEqualTo(Timing.TIMING_ONCE);
    assertThat(comparison.getSentence()).contains("p90 was", "higher in gate_40");
  }

  @Test
  void aQuantileWhoseUnitsWereNotReadYetHasNoValue() {
    var unread = latencies(1.0).statistics.toBuilder().clearScan().build();

    var metric =
        only(stoppedWith(metric("p90", MetricKind.METRIC_KIND_QUANTILE, 7)), unread, unread);

    assertThat(metric.getValues(0).hasValue()).isFalse();
    assertThat(metric.getComparisons(0).getVerdict())
        .isEqualTo(ComparisonVerdict.COMPARISON_VERDICT_NOT_COMPARED);
  }

  @Test
  void theBayesianViewHasAPriorOfTheEffectThatIsSought() {
    var experiment = Example.cookieCats();
    experiment.getDefinitionBuilder().getPlanBuilder().setMdeRelative(0.05);

    var posterior =
        evaluate(experiment, Example.cookieCatsStatistics())
            .getMetrics(0)
            .getComparisons(0)
            .getPosterior();

    assertThat(posterior.getPriorStandardDeviation()).isEqualTo(0.05);
    assertThat(posterior.getChanceToWin()).isBetween(0.0005, 0.002);
    assertThat(posterior.getMean()).isBetween(-0.043, -0.035);
    assertThat(posterior.getExpectedLossShipTreatment())
        .isCloseTo(-posterior.getMean(), within(1e-3));
    assertThat(posterior.getCredibility()).isEqualTo(0.95);
    assertThat(withoutMde().hasPosterior()).as("without a planned effect").isFalse();
  }

  @Test
  void aTinyEffectSoughtLeavesThePriorSomeRoom() {
    var experiment = Example.cookieCats();
    experiment.getDefinitionBuilder().getPlanBuilder().setMdeRelative(0.001);

    assertThat(
            evaluate(experiment, Example.cookieCatsStatistics())
                .getMetrics(0)
                .getComparisons(0)
                .getPosterior()
                .getPriorStandardDeviation())
        .isEqualTo(0.01);
  }

  private static Comparison withoutMde() {
    return evaluate(Example.cookieCats(), Example.cookieCatsStatistics())
        .getMetrics(0)
        .getComparisons(0);
  }

  private static Experiment.Builder withCovariate(ExperimentMetric metric) {
    var experiment = stoppedWith(metric);
    experiment
        .getDefinitionBuilder()
        .getPlanBuilder()
        .setCovariate(Covariate.newBuilder().setLookback(Durations.fromDays(7)));
    return experiment;
  }

  private static MetricStatistics ratio(
      long units, String y, String y2, String y3, String d, String d2, String yd) {
    return sums("m", units, y, y2).toBuilder()
        .setSumY3(y3)
        .setSumD(d)
        .setSumD2(d2)
        .setSumYd(yd)
        .build();
  }

  private static MetricStatistics covaried(
      long units, String y, String y2, String y3, String x, String x2, String xy) {
    return sums("m", units, y, y2).toBuilder()
        .setSumY3(y3)
        .setSumX(x)
        .setSumX2(x2)
        .setSumXy(xy)
        .build();
  }

  private record Latencies(
      Histogram histogram,
      plumbline.engine.statistics.QuantileScan scan,
      MetricStatistics statistics) {
    HistogramQuantile.Estimated estimated() {
      return (HistogramQuantile.Estimated) HistogramQuantile.estimate(histogram, 0.9, scan, 1e-6);
    }
  }

  /** 400 units with five lognormal values each, around 100 ms times a factor. */
  private static Latencies latencies(double factor) {
    var random = new SplittableRandom(SEED);
    var units = new java.util.ArrayList<Histogram>();
    var all = Histogram.EMPTY;
    for (var i = 0; i < 400; i++) {
      var own = new TreeMap<Integer, Long>();
      for (var j = 0; j < 5; j++) {
        var value = 100 * factor * Math.exp(0.5 * random.nextGaussian());
        own.merge(Buckets.of(Math.round(1e6 * value)), 1L, Long::sum);
      }
      units.add(new Histogram(own));
      all = all.plus(units.getLast());
    }
    var scan =
        plumbline.engine.statistics.QuantileScan.empty(
            plumbline.engine.statistics.QuantileScan.edgesAround(all, 0.9));
    for (var unit : units) {
      scan = scan.plus(unit);
    }
    var statistics = sums("p90", 400, "2000", "10000").toBuilder().setSumY3("50000");
    all.events()
        .forEach((bucket, events) ->
            statistics.addHistogram(
                HistogramBucket.newBuilder().setBucket(bucket).setEvents(events)));
    return new Latencies(all, scan, statistics.setScan(wire(scan)).build());
  }

  private static QuantileScan wire(plumbline.engine.statistics.QuantileScan scan) {
    var wire =
        QuantileScan.newBuilder()
            .setUnits(scan.units())
            .setSumN(scan.sumN().toString())
            .setSumN2(scan.sumN2().toString());
    scan.edges()
        .forEach(it ->
            wire.addEdges(
                QuantileEdge.newBuilder()
                    .setBucket(it.bucket())
                    .setSumJ(it.sumJ().toString())
                    .setSumJ2(it.sumJ2().toString())
                    .setSumJn(it.sumJn().toString())));
    return wire.build();
  }

  private static MetricResult only(
      Experiment.Builder experiment, MetricStatistics control, MetricStatistics treatment) {
    return evaluate(
            experiment,
            statistics(
                arm("gate_30", control.getUnits(), control),
                arm("gate_40", treatment.getUnits(), treatment)))
        .getMetrics(0);
  }

  private static ExperimentResults evaluate(
      Experiment.Builder experiment, ExperimentStatistics.Builder counted) {
    return ResultsReplies.results(
        Evaluation.of(
            Studies.parse(experiment.build()), Observations.parse(counted.build()), LATER));
  }
}
