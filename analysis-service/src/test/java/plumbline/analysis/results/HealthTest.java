package plumbline.analysis.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;
import static plumbline.analysis.results.Example.LATER;
import static plumbline.analysis.results.Example.START;
import static plumbline.analysis.results.Example.arm;
import static plumbline.analysis.results.Example.metric;
import static plumbline.analysis.results.Example.share;
import static plumbline.analysis.results.Example.statistics;
import static plumbline.analysis.results.Example.sums;
import static plumbline.analysis.results.Example.timestamp;

import com.google.protobuf.util.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import plumbline.analysis.study.Observations;
import plumbline.analysis.study.Studies;
import plumbline.engine.statistics.SequentialSampleRatio;
import plumbline.proto.analysis.v1.ComparisonVerdict;
import plumbline.proto.analysis.v1.ExperimentResults;
import plumbline.proto.analysis.v1.HealthState;
import plumbline.proto.assignment.v1.Covariate;
import plumbline.proto.assignment.v1.DecisionOutcome;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.tracking.v1.DayExposures;
import plumbline.proto.tracking.v1.ExperimentStatistics;
import plumbline.proto.tracking.v1.VariantStatistics;

class HealthTest {
  @Test
  void theSplitIsTestedOnceAndAllTheTime() {
    var health = evaluate(LATER, Example.running(), Example.cookieCatsStatistics()).getHealth();

    // scipy chisquare; the sequential one is the engine's
    assertThat(health.getExposedSplit().getPValue())
        .isCloseTo(0.008607987810836262, withPercentage(1e-6));
    var sequential =
        (SequentialSampleRatio.Tested) SequentialSampleRatio.of(0.5, 0.5).test(44_700, 45_489);
    assertThat(health.getExposedSplit().getPValueSequential()).isEqualTo(sequential.pValue());
    assertThat(health.getExposedSplit().getState()).isEqualTo(HealthState.HEALTH_STATE_WATCH);
  }

  @Test
  void aSplitThatExclusionsBreakIsNoVerdict() {
    var broken = statistics(excluded("gate_30", 10_000, 50), excluded("gate_40", 10_000, 800));

    var results = evaluate(LATER, Example.cookieCats(), broken);

    var health = results.getHealth();
    assertThat(health.getExposedSplit().getState()).isEqualTo(HealthState.HEALTH_STATE_OK);
    assertThat(health.getAnalysedSplit().getState()).isEqualTo(HealthState.HEALTH_STATE_ALARM);
    assertThat(health.getExclusion().getState()).isEqualTo(HealthState.HEALTH_STATE_ALARM);
    assertThat(health.getState()).isEqualTo(HealthState.HEALTH_STATE_ALARM);
    assertNoVerdict(results, "analysed units");
    assertThat(results.getMetrics(0).getComparisons(0).getSentence()).contains("do not rely on");
  }

  @Test
  void crossoversThatDifferByArmAreNoVerdict() {
    var crossed = statistics(crossed("gate_30", 50), crossed("gate_40", 90));

    var results = evaluate(LATER, Example.cookieCats(), crossed);

    var crossover = results.getHealth().getCrossover();
    // scipy 1.17.1 chi2_contingency([[50, 90], [9950, 9910]], correction=False)
    assertThat(crossover.getPValue()).isCloseTo(0.0006925498391862867, withPercentage(1e-6));
    assertThat(crossover.getState()).isEqualTo(HealthState.HEALTH_STATE_ALARM);
    assertNoVerdict(results, "seen in another variant too");

    var usual = statistics(crossed("gate_30", 20), crossed("gate_40", 30));
    var fine = evaluate(LATER, Example.cookieCats(), usual);
    assertThat(fine.getHealth().getCrossover().getPValue())
        .isCloseTo(0.15677999851212723, withPercentage(1e-6));
    assertThat(fine.getNoVerdictList()).isEmpty();
  }

  @Test
  void eventsThatWaitAreNoVerdictAndNumbersAreShown() {
    var results =
        evaluate(LATER, Example.cookieCats(), Example.cookieCatsStatistics().setPendingBatches(3));

    assertThat(results.getHealth().getCompleteness().getState())
        .isEqualTo(HealthState.HEALTH_STATE_WATCH);
    assertThat(results.getHealth().getCompleteness().getSentence()).contains("3 batches");
    assertNoVerdict(results, "not counted yet");
    assertThat(results.getMetrics(0).getComparisons(0).hasPValue()).isTrue();
  }

  @Test
  void completenessThatStaysBehindIsAnAlarm() {
    var late =
        Example.cookieCatsStatistics()
            .setCompleteUpTo(timestamp(LATER.minus(Duration.ofHours(30))));

    var completeness = evaluate(LATER, Example.running(), late).getHealth().getCompleteness();

    assertThat(completeness.getState()).isEqualTo(HealthState.HEALTH_STATE_ALARM);
    assertThat(completeness.getLag()).isEqualTo(Durations.fromHours(30));
  }

  @Test
  void aCovariateThatDiffersIsAnAlarmWhileItRuns() {
    var experiment = withCovariate();

    var same = evaluate(LATER, experiment, statistics(before("gate_30", 0), before("gate_40", 0)));
    assertThat(same.getHealth().getPrePeriod().getState()).isEqualTo(HealthState.HEALTH_STATE_OK);
    assertThat(same.getHealth().getPrePeriod().getTests(0).getPValue()).isEqualTo(1.0);

    var other = evaluate(LATER, experiment, statistics(before("gate_30", 0), before("gate_40", 1)));
    assertThat(other.getHealth().getPrePeriod().getState())
        .isEqualTo(HealthState.HEALTH_STATE_ALARM);
    assertThat(other.getHealth().getPrePeriod().getSentence()).contains("did not do the same");
    assertThat(other.hasWithheld()).isTrue();
  }

  @Test
  void aCovariateThatIsMissingIsSaid() {
    var missing =
        statistics(arm("gate_30", 100), arm("gate_40", 100))
            .setCovariateWarning("The lookback begins before anything was recorded.");

    var prePeriod = evaluate(LATER, withCovariate(), missing).getHealth().getPrePeriod();

    assertThat(prePeriod.getState()).isEqualTo(HealthState.HEALTH_STATE_WATCH);
    assertThat(prePeriod.getSentence()).contains("before anything was recorded");
  }

  @Test
  void progressGoesByTheRateOfTheLastWeek() {
    var experiment = Example.running();
    experiment
        .getDefinitionBuilder()
        .getPlanBuilder()
        .setSampleSizePerVariant(3_000)
        .setDuration(Durations.fromDays(14));
    // 100 a day and variant: 1,000 of 3,000 after ten days, so 20 days more.
    var now = START.plus(Duration.ofDays(10)).plus(Duration.ofHours(6));
    var counted = statistics(today("gate_30", 10, 100), today("gate_40", 10, 100));

    var progress = evaluate(now, experiment, counted).getHealth().getProgress();

    assertThat(progress.getShare()).isCloseTo(1 / 3.0, within(1e-9));
    assertThat(progress.getDaysLeft()).isCloseTo(20, within(1e-9));
    assertThat(progress.getState()).isEqualTo(HealthState.HEALTH_STATE_WATCH);
    assertThat(progress.getSentence()).contains("33.3 %", "20 days", "longer than was planned");
    assertThat(progress.getPlannedEnd()).isEqualTo(timestamp(START.plus(Duration.ofDays(14))));
    assertThat(progress.getVariants(1).getPlannedUnits()).isEqualTo(3_000);

    var faster = statistics(daily("gate_30", 10, 400), daily("gate_40", 10, 400));
    assertThat(evaluate(now, experiment, faster).getHealth().getProgress().getDaysLeft())
        .as("the planned end is later than the planned units")
        .isCloseTo(3.75, within(1e-9));
  }

  @Test
  void exposuresAreThereByDay() {
    var counted = statistics(daily("gate_30", 3, 100), daily("gate_40", 2, 70));

    var days = evaluate(LATER, Example.running(), counted).getHealth().getDaysList();

    assertThat(days).hasSize(3);
    assertThat(days.get(0).getDay()).isEqualTo("2026-01-01");
    assertThat(days.get(1).getVariants(1).getUnits()).isEqualTo(70);
    assertThat(days.get(2).getVariants(1).getUnits()).isZero();
  }

  private static void assertNoVerdict(ExperimentResults results, String why) {
    assertThat(results.getNoVerdictList()).anySatisfy(it -> assertThat(it).contains(why));
    assertThat(results.getRecommendation().getOutcome())
        .isEqualTo(DecisionOutcome.DECISION_OUTCOME_INCONCLUSIVE);
    assertThat(results.getMetricsList())
        .flatMap(it -> it.getComparisonsList())
        .allSatisfy(
            it -> assertThat(it.getVerdict()).isEqualTo(ComparisonVerdict.COMPARISON_VERDICT_NONE));
  }

  private static Experiment.Builder withCovariate() {
    var experiment =
        Example.running()
            .setDefinition(
                Example.stoppedWith(metric("m", MetricKind.METRIC_KIND_COUNT, 7)).getDefinition());
    experiment
        .getDefinitionBuilder()
        .getPlanBuilder()
        .setCovariate(Covariate.newBuilder().setLookback(Durations.fromDays(7)));
    return experiment;
  }

  /** 1,000 units whose covariate is 0, 1, 2 in turn, plus a shift. */
  private static VariantStatistics before(String variant, long shift) {
    var x = 999 + 1_000 * shift;
    var x2 = 1_665 + 2 * shift * 999 + 1_000 * shift * shift;
    return arm(
        variant,
        1_000,
        sums("m", 1_000, "2000", "9000").toBuilder()
            .setSumX(Long.toString(x))
            .setSumX2(Long.toString(x2))
            .setSumXy(Long.toString(2 * x))
            .build());
  }

  private static VariantStatistics excluded(String variant, long units, long excluded) {
    return counted(variant, units, units - excluded).toBuilder().setExcludedUnits(excluded).build();
  }

  private static VariantStatistics crossed(String variant, long crossed) {
    return counted(variant, 10_000, 10_000).toBuilder().setCrossedOverUnits(crossed).build();
  }

  private static VariantStatistics counted(String variant, long exposed, long analysed) {
    return arm(
            variant,
            analysed,
            share("retention_7", analysed, analysed / 5),
            share("retention_1", analysed, analysed / 3))
        .toBuilder()
        .setExposedUnits(exposed)
        .build();
  }

  /** And a few of the day that is not over. */
  private static VariantStatistics today(String variant, int days, long units) {
    return daily(variant, days, units).toBuilder()
        .addDays(
            DayExposures.newBuilder()
                .setDay(LocalDate.parse("2026-01-01").plusDays(days).toString())
                .setExposedUnits(31))
        .build();
  }

  private static VariantStatistics daily(String variant, int days, long units) {
    var arm = counted(variant, days * units, days * units).toBuilder();
    for (var i = 0; i < days; i++) {
      arm.addDays(
          DayExposures.newBuilder()
              .setDay(LocalDate.parse("2026-01-01").plusDays(i).toString())
              .setExposedUnits(units)
              .setAnalysedUnits(units));
    }
    return arm.build();
  }

  private static ExperimentResults evaluate(
      Instant now, Experiment.Builder experiment, ExperimentStatistics.Builder counted) {
    var study = Studies.parse(experiment.build());
    var observed = Observations.parse(counted.setDefinitionVersion(study.version()).build());
    return ResultsReplies.results(Evaluation.of(study, observed, now));
  }
}
