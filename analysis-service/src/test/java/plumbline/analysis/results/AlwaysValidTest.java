package plumbline.analysis.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;
import static plumbline.analysis.results.Example.LATER;
import static plumbline.analysis.results.Example.metric;
import static plumbline.analysis.results.Example.share;
import static plumbline.analysis.results.Example.statistics;
import static plumbline.analysis.results.Example.timestamp;
import static plumbline.proto.assignment.v1.DecisionOutcome.DECISION_OUTCOME_INCONCLUSIVE;
import static plumbline.proto.assignment.v1.DecisionOutcome.DECISION_OUTCOME_SHIP;

import java.math.BigInteger;
import java.time.Instant;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import plumbline.analysis.study.Observations;
import plumbline.analysis.study.Studies;
import plumbline.engine.statistics.AsymptoticSequence;
import plumbline.engine.statistics.Moments;
import plumbline.engine.statistics.RelativeLift;
import plumbline.proto.analysis.v1.ClearanceState;
import plumbline.proto.analysis.v1.ExperimentResults;
import plumbline.proto.analysis.v1.Timing;
import plumbline.proto.assignment.v1.Design;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.GuardrailAction;
import plumbline.proto.assignment.v1.GuardrailRule;
import plumbline.proto.assignment.v1.MetricDirection;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.assignment.v1.MetricRole;
import plumbline.proto.tracking.v1.ExperimentStatistics;
import plumbline.proto.tracking.v1.VariantStatistics;

/** What may be looked at at any time. */
class AlwaysValidTest {
  private static final Percentage TIGHT = withPercentage(1e-9);
  private static final long PLANNED = 20_000;

  @Test
  void aRunningExperimentShowsTheSequenceOnMaturedUnits() {
    var results = evaluate(running(), counted(9_000, 1_000, 8_000, 800, 960));

    assertThat(results.hasWithheld()).isFalse();
    var comparison = results.getMetrics(0).getComparisons(0);
    var expected =
        (AsymptoticSequence.Compared)
            new AsymptoticSequence(0.05, 2 * PLANNED).compare(arm(8_000, 800), arm(8_000, 960));
    assertThat(comparison.getPValue()).isCloseTo(expected.pValueAlwaysValid(), TIGHT);
    assertThat(comparison.getAbsolute().getLower()).isCloseTo(expected.interval().lower(), TIGHT);
    assertThat(comparison.getAbsolute().getUpper()).isCloseTo(expected.interval().upper(), TIGHT);
    assertThat(comparison.getRelative().getLower())
        .isCloseTo(((RelativeLift.Bounded) expected.lift()).interval().lower(), TIGHT);
    assertThat(comparison.getTiming()).isEqualTo(Timing.TIMING_ANY_TIME);
    assertThat(comparison.getMethod()).startsWith("asymptotic confidence sequence");
    assertThat(results.getMetrics(0).getValues(0).getUnits()).isEqualTo(8_000);
    assertThat(results.getVariants(0).getExposedUnits()).isEqualTo(9_000);
  }

  @Test
  void whatIsShownWhileItRunsMayBeShipped() {
    var shown = evaluate(running(), counted(9_000, 1_000, 8_000, 800, 1_040));
    var open = evaluate(running(), counted(9_000, 1_000, 8_000, 800, 830));

    assertThat(shown.getRecommendation().getOutcome()).isEqualTo(DECISION_OUTCOME_SHIP);
    assertThat(shown.getRecommendation().getEarlyEnd()).isFalse();
    assertThat(shown.getUnderpowered()).as("it still runs").isFalse();
    assertThat(open.getRecommendation().getOutcome()).isEqualTo(DECISION_OUTCOME_INCONCLUSIVE);
    assertThat(open.getRecommendation().getReasonsList())
        .anySatisfy(it -> assertThat(it).contains("Let it go on"));
  }

  @Test
  void aMetricWithoutAWindowWaitsForTheEndAndSaysWhy() {
    var experiment = running();
    experiment
        .getDefinitionBuilder()
        .addMetrics(metric("retention_1", MetricKind.METRIC_KIND_PROPORTION, 1))
        .getMetricsBuilder(1)
        .getMetricBuilder()
        .clearWindow();
    var counted =
        statistics(
            both("gate_30", 9_000, 1_000, 8_000, 800), both("gate_40", 9_000, 1_100, 8_000, 900));

    var secondary = evaluate(experiment, counted).getMetrics(1);
    assertThat(secondary.getValuesList()).isEmpty();
    assertThat(secondary.getComparisonsList()).isEmpty();
    assertThat(secondary.getWithheld().getReason()).contains("no window of its own");

    var stopped = stopped(experiment);
    var atEnd = evaluate(stopped, counted).getMetrics(1);
    assertThat(atEnd.hasWithheld()).isFalse();
    assertThat(atEnd.getComparisons(0).getTiming()).isEqualTo(Timing.TIMING_ANY_TIME);
    assertThat(atEnd.getValues(0).getUnits()).isEqualTo(9_000);
  }

  @Test
  void beforeAnybodyIsMeasuredThereIsNothingToCompare() {
    var nobody = statistics(both("gate_30", 900, 10, 0, 0), both("gate_40", 900, 10, 0, 0));

    var metric = evaluate(running(), nobody).getMetrics(0);

    assertThat(metric.getComparisons(0).getAbsolute().getNote()).isEqualTo("too few units");
  }

  @Test
  void withoutPlannedUnitsNothingIsFrozenSoItWaits() {
    var experiment = running();
    experiment.getDefinitionBuilder().getPlanBuilder().clearSampleSizePerVariant();

    assertThat(evaluate(experiment, counted(9_000, 1_000, 8_000, 800, 960)).hasWithheld()).isTrue();
  }

  @Test
  void guardrailsAreClearedByABoundThatMayBeWatched() {
    var experiment = withGuardrail(running());
    var results = evaluate(experiment, guarded(240, 250));

    var clearance = results.getMetrics(1).getClearances(0);
    var expected = new AsymptoticSequence(0.05, 2 * PLANNED).at(16_000).levelOneSided(0.05);
    assertThat(clearance.getClearLevel()).isCloseTo(expected, TIGHT).isLessThan(0.005);
    assertThat(clearance.getState()).isEqualTo(ClearanceState.CLEARANCE_STATE_CLEARED);
    // Within 1 pp at the plan's alpha, but not by the bound that may be watched.
    assertThat(evaluate(experiment, guarded(240, 285)).getMetrics(1).getClearances(0).getState())
        .isEqualTo(ClearanceState.CLEARANCE_STATE_UNPROVEN);
  }

  @Test
  void nothingOfSegmentsOrDaysIsThereBeforeTheEnd() {
    var results = evaluate(running(), counted(9_000, 1_000, 8_000, 800, 960));

    assertThat(results.getSegmentsList()).isEmpty();
    assertThat(results.getNoveltyList()).isEmpty();
  }

  private static ExperimentStatistics.Builder guarded(long control, long treatment) {
    return statistics(
        withErrors(both("gate_30", 9_000, 1_000, 8_000, 800), control),
        withErrors(both("gate_40", 9_000, 1_100, 8_000, 900), treatment));
  }

  private static VariantStatistics withErrors(VariantStatistics arm, long errors) {
    return arm.toBuilder()
        .addMetrics(share("errors", 9_000, errors + 100))
        .addMaturedMetrics(share("errors", 8_000, errors))
        .build();
  }

  private static Experiment.Builder withGuardrail(Experiment.Builder experiment) {
    var errors =
        metric("errors", MetricKind.METRIC_KIND_PROPORTION, 1).toBuilder()
            .setRole(MetricRole.METRIC_ROLE_GUARDRAIL)
            .setGuardrail(
                GuardrailRule.newBuilder()
                    .setThreshold("< 1pp increase from control")
                    .setAction(GuardrailAction.GUARDRAIL_ACTION_HALT));
    errors.getMetricBuilder().setDirection(MetricDirection.METRIC_DIRECTION_DECREASE);
    experiment.getDefinitionBuilder().addMetrics(errors);
    return experiment;
  }

  private static Experiment.Builder running() {
    var experiment =
        Example.running()
            .setDefinition(
                Example.stoppedWith(metric("orders", MetricKind.METRIC_KIND_PROPORTION, 7))
                    .getDefinition());
    experiment
        .getDefinitionBuilder()
        .getPlanBuilder()
        .setDesign(Design.DESIGN_ALWAYS_VALID)
        .setSampleSizePerVariant(PLANNED);
    return experiment;
  }

  private static Experiment.Builder stopped(Experiment.Builder running) {
    return Example.cookieCats().setDefinition(running.getDefinition());
  }

  private static plumbline.engine.statistics.ArmSummary arm(long units, long did) {
    var sum = BigInteger.valueOf(did);
    return new Moments(units, sum, sum).summary(1.0).orElseThrow();
  }

  private static ExperimentStatistics.Builder counted(
      long units, long did, long matured, long control, long treatment) {
    return statistics(
        both("gate_30", units, did, matured, control),
        both("gate_40", units, did, matured, treatment));
  }

  private static VariantStatistics both(
      String variant, long units, long did, long matured, long maturedDid) {
    return Example.arm(
            variant, units, share("orders", units, did), share("retention_1", units, did))
        .toBuilder()
        .addMaturedMetrics(share("orders", matured, maturedDid))
        .addMaturedMetrics(share("retention_1", matured, maturedDid))
        .build();
  }

  private static ExperimentResults evaluate(
      Experiment.Builder experiment, ExperimentStatistics.Builder counted) {
    return evaluate(experiment, counted, LATER);
  }

  private static ExperimentResults evaluate(
      Experiment.Builder experiment, ExperimentStatistics.Builder counted, Instant now) {
    var study = Studies.parse(experiment.build());
    var observed =
        Observations.parse(
            counted
                .setDefinitionVersion(study.version())
                .setCompleteUpTo(timestamp(now.minusSeconds(3_600)))
                .build());
    return ResultsReplies.results(Evaluation.of(study, observed, now));
  }
}
