package plumbline.analysis.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Percentage.withPercentage;
import static plumbline.analysis.results.Example.LATER;
import static plumbline.analysis.results.Example.arm;
import static plumbline.analysis.results.Example.metric;
import static plumbline.analysis.results.Example.statistics;
import static plumbline.analysis.results.Example.stoppedWith;
import static plumbline.analysis.results.Example.sums;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import plumbline.analysis.study.Observations;
import plumbline.analysis.study.Studies;
import plumbline.kit.failure.Failure;
import plumbline.proto.analysis.v1.Comparison;
import plumbline.proto.analysis.v1.ExperimentResults;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.tracking.v1.ExperimentStatistics;
import plumbline.proto.tracking.v1.VariantStatistics;

class EvaluationTest {
  private static final Percentage TIGHT = withPercentage(1e-6);

  @Test
  void theBinaryMetricsOfCookieCatsAreScipys() {
    var results = evaluate(Example.cookieCats(), Example.cookieCatsStatistics());

    // statsmodels proportions_ztest, confint_proportions_2indep(method="newcomb"); scipy
    // chisquare; rel 1e-8
    var week = results.getMetrics(0).getComparisons(0);
    assertThat(week.getStatistic()).isCloseTo(-3.164358912748191, TIGHT);
    assertThat(week.getPValue()).isCloseTo(0.001554249975614329, TIGHT);
    assertThat(week.getAbsolute().getLower()).isCloseTo(-0.013281940871914845, TIGHT);
    assertThat(week.getAbsolute().getUpper()).isCloseTo(-0.00312130268876128, TIGHT);
    assertThat(week.getAbsolute().getConfidence()).isEqualTo(0.95);
    var day = results.getMetrics(1).getComparisons(0);
    assertThat(day.getStatistic()).isCloseTo(-1.7840862247974725, TIGHT);
    assertThat(day.getPValue()).isCloseTo(0.07440965529691913, TIGHT);
    assertThat(day.getAbsolute().getLower()).isCloseTo(-0.012391904992707325, TIGHT);
    assertThat(day.getAbsolute().getUpper()).isCloseTo(0.000582095069752226, TIGHT);
    assertThat(results.getSampleRatio().getPValue()).isCloseTo(0.008607987810836262, TIGHT);
    assertThat(results.getSampleRatio().getMismatch()).isFalse();
  }

  @Test
  void theStandardErrorIsTheOneThatTheTestUses() {
    var week =
        evaluate(Example.cookieCats(), Example.cookieCatsStatistics())
            .getMetrics(0)
            .getComparisons(0);

    assertThat(week.getAbsolute().getValue() / week.getStandardError())
        .isCloseTo(week.getStatistic(), withPercentage(1e-9));
    assertThat(week.hasDegreesOfFreedom()).isFalse();
  }

  @Test
  void everyVariantHasItsValue() {
    var week = evaluate(Example.cookieCats(), Example.cookieCatsStatistics()).getMetrics(0);

    assertThat(week.getValues(0).getVariant()).isEqualTo("gate_30");
    assertThat(week.getValues(0).getUnits()).isEqualTo(44_700);
    assertThat(week.getValues(0).getTotal()).isEqualTo(8_502);
    assertThat(week.getValues(0).getMean()).isCloseTo(8_502 / 44_700.0, TIGHT);
    assertThat(week.getValues(1).getMean()).isCloseTo(8_279 / 45_489.0, TIGHT);
  }

  @Test
  void sentencesSayWhatTheDataSay() {
    var results = evaluate(Example.cookieCats(), Example.cookieCatsStatistics());

    assertThat(results.getMetrics(0).getComparisons(0).getSentence())
        .isEqualTo(
            "retention_7 was 4.3 % lower in gate_40 than in gate_30 (95 % interval 1.7 % to 6.9 %"
                + " lower); the difference is unlikely to be chance (p = 0.0016) and is for the"
                + " worse.");
    assertThat(results.getMetrics(1).getComparisons(0).getSentence())
        .isEqualTo(
            "retention_1 was 1.3 % lower in gate_40 than in gate_30 (95 % interval 2.7 % lower to"
                + " 0.13 % higher); this could well be chance (p = 0.074), so no difference is"
                + " shown, and none ruled out.");
  }

  @Test
  void theMethodIsNamedAndSoIsWhatItWasCorrectedFor() {
    var results = evaluate(Example.cookieCats(), Example.cookieCatsStatistics());

    assertThat(results.getMetrics(0).getComparisons(0).getMethod())
        .isEqualTo(
            "two-proportion pooled z; Newcombe hybrid score interval; Fieller relative interval");
  }

  @Test
  void aMeanIsInItsUnitOfMeasure() {
    // scipy 1.17.1 ttest_ind([4, 6, 8], [1, 2, 6], equal_var=False); se = sqrt(4/3 + 7/3)
    var comparison =
        compare(
            MetricKind.METRIC_KIND_MEAN,
            arm("gate_30", 3, sums("m", 3, "9000000", "41000000000000")),
            arm("gate_40", 3, sums("m", 3, "18000000", "116000000000000")));

    assertThat(comparison.getAbsolute().getValue()).isEqualTo(3.0);
    assertThat(comparison.getStatistic()).isCloseTo(1.5666989036012806, TIGHT);
    assertThat(comparison.getPValue()).isCloseTo(0.19746034255766293, TIGHT);
    assertThat(comparison.getStandardError()).isCloseTo(Math.sqrt(11 / 3.0), TIGHT);
    assertThat(comparison.getDegreesOfFreedom()).isCloseTo(3.723076923076923, TIGHT);
    assertThat(comparison.getSentence()).contains("this could well be chance");
  }

  @Test
  void aControlNearZeroHasNoRelativeEffectAndTheSentenceSaysWhy() {
    var comparison =
        compare(
            MetricKind.METRIC_KIND_MEAN,
            arm("gate_30", 2, sums("m", 2, "1000000", "25000000000000")),
            arm("gate_40", 2, sums("m", 2, "9000000", "45000000000000")));

    assertThat(comparison.getRelative().hasValue()).isFalse();
    assertThat(comparison.getRelative().hasLower()).isFalse();
    assertThat(comparison.getRelative().getNote()).contains("not distinguishable from zero");
    assertThat(comparison.getSentence()).contains("4 EUR higher", "too close to zero");
  }

  @Test
  void aNegativeControlIsToldInAbsoluteTerms() {
    var comparison =
        compare(
            MetricKind.METRIC_KIND_MEAN,
            arm("gate_30", 2, sums("m", 2, "-20000000", "200020000000000")),
            arm("gate_40", 2, sums("m", 2, "-10000000", "50020000000000")));

    assertThat(comparison.getRelative().getValue()).isNegative();
    assertThat(comparison.getRelative().getNote()).contains("opposite sign");
    assertThat(comparison.getSentence()).contains("5 EUR higher in gate_40");
  }

  @Test
  void nobodyExposedIsNoError() {
    var results = evaluateShares(0, 0, 0, 0);

    assertThat(results.getSampleRatio().hasPValue()).isFalse();
    assertThat(results.getMetrics(0).getValues(0).hasMean()).isFalse();
    assertThat(results.getMetrics(0).getComparisons(0).hasPValue()).isFalse();
    assertThat(results.getMetrics(0).getComparisons(0).getAbsolute().getNote())
        .isEqualTo("too few units");
    assertThat(results.getMetrics(0).getComparisons(0).getSentence()).contains("too few units");
  }

  @Test
  void noConversionsAtAllIsNothingToTest() {
    var comparison = evaluateShares(100, 0, 100, 0).getMetrics(0).getComparisons(0);

    assertThat(comparison.hasPValue()).isFalse();
    assertThat(comparison.getAbsolute().getValue()).isZero();
    assertThat(comparison.getAbsolute().getUpper()).isPositive();
    assertThat(comparison.getRelative().getNote()).contains("control is zero");
    assertThat(comparison.getSentence()).contains("the same in gate_40", "nothing to test");
  }

  @Test
  void aControlAtZeroStillHasADifference() {
    var comparison = evaluateShares(1000, 0, 1000, 20).getMetrics(0).getComparisons(0);

    assertThat(comparison.getPValue()).isLessThan(0.001);
    assertThat(comparison.getRelative().hasValue()).isFalse();
    assertThat(comparison.getRelative().getNote()).contains("control is zero", "no upper limit");
    assertThat(comparison.getSentence()).contains("2 percentage points higher");
  }

  @Test
  void aTreatmentAtZeroHasARelativeEffect() {
    var comparison = evaluateShares(50, 10, 50, 0).getMetrics(0).getComparisons(0);

    // mpmath 1.3.0, 40 digits: the ends of the score interval of the ratio, less 1
    assertThat(comparison.getRelative().getValue()).isEqualTo(-1);
    assertThat(comparison.getRelative().getLower()).isEqualTo(-1);
    assertThat(comparison.getRelative().getUpper()).isCloseTo(-0.6333719732494627, TIGHT);
    assertThat(comparison.getSentence()).contains("100 % lower", "unlikely to be chance");
  }

  @Test
  void whereTheUsualMethodsDisagreeTheScoreStatisticIsReportedAndNamed() {
    // Pooled z: p = 0.0465, while Newcombe's interval begins at -0.0000108. The score statistic is
    // the pooled z times sqrt(1999/2000).
    var comparison = evaluateShares(1000, 10, 1000, 21).getMetrics(0).getComparisons(0);

    assertThat(comparison.getPValue()).isCloseTo(0.04651914271759647, TIGHT);
    assertThat(comparison.getAbsolute().getLower()).isPositive();
    assertThat(comparison.getRelative().getLower()).isPositive();
    assertThat(comparison.getMethod()).contains("score test", "Miettinen-Nurminen");
    assertThat(comparison.getSentence()).contains("unlikely to be chance");
  }

  @Test
  void oneUnitEachHasAWideIntervalForAShareAndNoneForAMean() {
    var share = evaluateShares(1, 1, 1, 0).getMetrics(0).getComparisons(0);
    assertThat(share.getAbsolute().getLower()).isLessThan(-0.9);

    var mean =
        compare(
            MetricKind.METRIC_KIND_COUNT,
            arm("gate_30", 1, sums("m", 1, "3", "9")),
            arm("gate_40", 1, sums("m", 1, "5", "25")));
    assertThat(mean.getAbsolute().hasValue()).isFalse();
    assertThat(mean.getSentence()).contains("too few units");
  }

  @Test
  void aBrokenSplitIsSaidWithEveryResult() {
    var results = evaluateShares(10_000, 1_000, 9_000, 1_100);

    assertThat(results.getSampleRatio().getMismatch()).isTrue();
    assertThat(results.getSampleRatio().getSentence()).contains("do not trust any result");
    assertThat(results.getMetrics(0).getComparisons(0).getSentence()).contains("do not rely on");
  }

  @Test
  void statisticsOfAnotherVersionAreNotUsed() {
    var stale = Example.cookieCatsStatistics().setDefinitionVersion(5);

    assertThatThrownBy(() -> evaluate(Example.cookieCats(), stale))
        .isInstanceOf(Failure.Unavailable.class)
        .hasMessageContaining("tracking-service");
  }

  @Test
  void batchesThatWaitAreToldBesideTheResults() {
    var results =
        evaluate(Example.cookieCats(), Example.cookieCatsStatistics().setPendingBatches(3));

    assertThat(results.getPendingBatches()).isEqualTo(3);
    assertThat(results.getMetrics(0).getComparisonsCount()).isEqualTo(1);
  }

  private static ExperimentResults evaluateShares(long n1, long x1, long n2, long x2) {
    return evaluate(
        stoppedWith(metric("m", MetricKind.METRIC_KIND_PROPORTION, 7)),
        statistics(
            arm("gate_30", n1, Example.share("m", n1, x1)),
            arm("gate_40", n2, Example.share("m", n2, x2))));
  }

  private static Comparison compare(
      MetricKind kind, VariantStatistics control, VariantStatistics treatment) {
    return evaluate(stoppedWith(metric("m", kind, 7)), statistics(control, treatment))
        .getMetrics(0)
        .getComparisons(0);
  }

  private static ExperimentResults evaluate(
      Experiment.Builder experiment, ExperimentStatistics.Builder counted) {
    var results =
        Evaluation.of(
            Studies.parse(experiment.build()), Observations.parse(counted.build()), LATER);
    return ResultsReplies.results(results);
  }
}
