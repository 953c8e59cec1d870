package plumbline.analysis.results;

import static org.assertj.core.api.Assertions.assertThat;
import static plumbline.analysis.results.Example.LATER;
import static plumbline.analysis.results.Example.STOP;
import static plumbline.analysis.results.Example.arm;
import static plumbline.analysis.results.Example.metric;
import static plumbline.analysis.results.Example.share;
import static plumbline.analysis.results.Example.statistics;
import static plumbline.analysis.results.Example.timestamp;
import static plumbline.proto.assignment.v1.DecisionOutcome.DECISION_OUTCOME_INCONCLUSIVE;
import static plumbline.proto.assignment.v1.DecisionOutcome.DECISION_OUTCOME_KEEP_CONTROL;
import static plumbline.proto.assignment.v1.DecisionOutcome.DECISION_OUTCOME_SHIP;

import com.google.protobuf.util.Durations;
import java.util.List;
import org.junit.jupiter.api.Test;
import plumbline.analysis.study.Observations;
import plumbline.analysis.study.Studies;
import plumbline.engine.guardrail.Clearance;
import plumbline.engine.guardrail.HarmReading;
import plumbline.engine.guardrail.ObservedArms;
import plumbline.engine.guardrail.Scale;
import plumbline.engine.guardrail.Threshold;
import plumbline.engine.statistics.Proportion;
import plumbline.proto.analysis.v1.ClearanceState;
import plumbline.proto.analysis.v1.ExperimentResults;
import plumbline.proto.analysis.v1.Recommendation;
import plumbline.proto.assignment.v1.Correction;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentMetric;
import plumbline.proto.assignment.v1.GuardrailAction;
import plumbline.proto.assignment.v1.GuardrailRule;
import plumbline.proto.assignment.v1.MetricDirection;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.assignment.v1.MetricRole;
import plumbline.proto.assignment.v1.Variant;
import plumbline.proto.tracking.v1.ExperimentStatistics;

class RecommendationTest {
  private static final long N = 10_000;

  @Test
  void shipsWhatIsBetterAndHarmsNothing() {
    var results = evaluate(orders(), counted(1_000, 1_200, 300, 300));

    var recommendation = results.getRecommendation();
    assertThat(recommendation.getOutcome()).isEqualTo(DECISION_OUTCOME_SHIP);
    assertThat(recommendation.getVariant()).isEqualTo("gate_40");
    assertThat(recommendation.getEarlyEnd()).isFalse();
    assertThat(recommendation.getReasons(0)).contains("orders was 20 % higher", "for the better");
    assertThat(recommendation.getReasons(1)).isEqualTo("Every guardrail is cleared: errors.");
    assertThat(results.getExperimentVersion()).isEqualTo(6);
  }

  @Test
  void notBreachedIsNotCleared() {
    var recommendation = recommend(orders(), counted(1_000, 1_200, 300, 360));

    assertThat(recommendation.getOutcome()).isEqualTo(DECISION_OUTCOME_INCONCLUSIVE);
    assertThat(recommendation.getVariant()).isEmpty();
    assertThat(recommendation.getReasonsList())
        .anySatisfy(it ->
            assertThat(it)
                .contains("errors is not cleared for gate_40", "< 1pp increase from control"))
        .anySatisfy(it -> assertThat(it).contains("To ship gate_40", "more units"));
  }

  @Test
  void withTooFewDataAGuardrailIsNotCleared() {
    var experiment = orders();
    experiment
        .getDefinitionBuilder()
        .getMetricsBuilder(1)
        .setGuardrail(guardrail("< 10% increase from control"));

    var recommendation = recommend(experiment, counted(1_000, 1_200, 0, 0));

    assertThat(recommendation.getOutcome()).isEqualTo(DECISION_OUTCOME_INCONCLUSIVE);
    assertThat(recommendation.getReasons(1)).contains("errors is not cleared");
  }

  @Test
  void aBreachedGuardrailKeepsControlHoweverGoodThePrimary() {
    var recommendation = recommend(orders(), counted(1_000, 1_200, 300, 600));

    assertThat(recommendation.getOutcome()).isEqualTo(DECISION_OUTCOME_KEEP_CONTROL);
    assertThat(recommendation.getReasonsList())
        .containsExactly(
            "Guardrail errors is breached by gate_40: it is harmed by more than its margin"
                + " (< 1pp increase from control).");
  }

  @Test
  void aWorsePrimaryKeepsControl() {
    var recommendation =
        evaluate(Example.cookieCats(), Example.cookieCatsStatistics()).getRecommendation();

    assertThat(recommendation.getOutcome()).isEqualTo(DECISION_OUTCOME_KEEP_CONTROL);
    assertThat(recommendation.getReasons(0)).contains("retention_7 was 4.3 % lower", "the worse");
  }

  @Test
  void anEffectBelowTheOneSoughtKeepsControl() {
    var experiment = orders();
    experiment.getDefinitionBuilder().getPlanBuilder().setMdeRelative(0.2);

    var recommendation = recommend(experiment, counted(1_000, 1_010, 300, 300));

    assertThat(recommendation.getOutcome()).isEqualTo(DECISION_OUTCOME_KEEP_CONTROL);
    assertThat(recommendation.getReasons(0)).contains("at most", "less than the 20 %");
  }

  @Test
  void otherwiseItSaysWhatItWouldTake() {
    var experiment = orders();
    experiment.getDefinitionBuilder().getPlanBuilder().setMdeRelative(0.05);

    var recommendation = recommend(experiment, counted(1_000, 1_010, 300, 300));

    assertThat(recommendation.getOutcome()).isEqualTo(DECISION_OUTCOME_INCONCLUSIVE);
    assertThat(recommendation.getReasons(0)).contains("could well be chance");
    assertThat(recommendation.getReasonsList())
        .anySatisfy(it -> assertThat(it).contains("times as many units", "from the 5 % sought"));
  }

  @Test
  void lessIsBetterWhereLessIsWanted() {
    var experiment = orders();
    experiment
        .getDefinitionBuilder()
        .getMetricsBuilder(0)
        .getMetricBuilder()
        .setDirection(MetricDirection.METRIC_DIRECTION_DECREASE);
    experiment.getDefinitionBuilder().getPlanBuilder().setMdeRelative(0.2);

    assertThat(recommend(experiment, counted(1_200, 1_000, 300, 300)).getOutcome())
        .isEqualTo(DECISION_OUTCOME_SHIP);
    assertThat(recommend(experiment, counted(1_000, 1_200, 300, 300)).getOutcome())
        .isEqualTo(DECISION_OUTCOME_KEEP_CONTROL);
    assertThat(recommend(experiment, counted(1_000, 990, 300, 300)).getReasons(0))
        .contains("less than the 20 %");
  }

  @Test
  void aBrokenSplitOrUncountedEventsDecideNothing() {
    var broken =
        statistics(
            arm("gate_30", N, share("orders", N, 1_000), share("errors", N, 300)),
            arm("gate_40", 9_000, share("orders", 9_000, 1_200), share("errors", 9_000, 300)));
    assertThat(recommend(orders(), broken).getOutcome()).isEqualTo(DECISION_OUTCOME_INCONCLUSIVE);
    assertThat(recommend(orders(), broken).getReasons(0)).contains("do not trust any result");

    var pending = counted(1_000, 1_200, 300, 300).setPendingBatches(1);
    assertThat(recommend(orders(), pending).getOutcome()).isEqualTo(DECISION_OUTCOME_INCONCLUSIVE);
    assertThat(recommend(orders(), pending).getReasons(0)).contains("not counted yet");
  }

  @Test
  void anEarlyEndDecidesNothing() {
    var early = planned(20, N + 1);
    var recommendation = recommend(early, counted(1_000, 1_200, 300, 300));
    assertThat(recommendation.getOutcome()).isEqualTo(DECISION_OUTCOME_INCONCLUSIVE);
    assertThat(recommendation.getEarlyEnd()).isTrue();
    assertThat(recommendation.getReasons(0)).contains("10,000 of the planned 10,001 units");

    assertThat(recommend(planned(20, N), counted(1_000, 1_200, 300, 300)).getOutcome())
        .as("all planned units came sooner than planned")
        .isEqualTo(DECISION_OUTCOME_SHIP);
    assertThat(recommend(planned(14, N + 1), counted(1_000, 1_200, 300, 300)).getEarlyEnd())
        .as("the planned time is over")
        .isFalse();
  }

  @Test
  void aVerdictWithoutThePlannedUnitsIsMarked() {
    var results = evaluate(planned(14, N + 1), counted(1_000, 1_200, 300, 300));

    assertThat(results.getUnderpowered()).isTrue();
    assertThat(results.getRecommendation().getOutcome()).isEqualTo(DECISION_OUTCOME_SHIP);
    assertThat(results.getRecommendation().getReasonsList().getLast())
        .contains("underpowered", "10,000 of the planned 10,001 units");
    assertThat(evaluate(planned(14, N), counted(1_000, 1_200, 300, 300)).getUnderpowered())
        .isFalse();
  }

  @Test
  void whoPeekedIsNamedAmongTheReasons() {
    var study = Studies.parse(orders().build());
    var observed = Observations.parse(counted(1_000, 1_200, 300, 300).build());
    var peek =
        new Results.Peek(STOP.minusSeconds(86_400), "ada", "a customer complained about orders");

    var results =
        ResultsReplies.results(Evaluation.of(study, observed, LATER).withPeeks(List.of(peek)));

    assertThat(results.getPeeks(0).getAuthor()).isEqualTo("ada");
    assertThat(results.getRecommendation().getOutcome()).isEqualTo(DECISION_OUTCOME_SHIP);
    assertThat(results.getRecommendation().getReasonsList().getLast())
        .contains("ada on 2026-01-14", "a customer complained about orders");
    assertThat(results.getExplanationsList()).anyMatch(it -> it.getTerm().equals("early look"));
  }

  @Test
  void theNumbersBehindAGuardrailsStateAreThere() {
    var clearance =
        evaluate(orders(), counted(1_000, 1_200, 300, 360)).getMetrics(1).getClearances(0);

    var reading =
        (HarmReading.Measured)
            new Clearance(
                    Threshold.parse("< 1pp increase from control", new Scale.Share()), 0.05, 0.05)
                .read(new ObservedArms.Shares(new Proportion(300, N), new Proportion(360, N)));
    assertThat(clearance.getTreatment()).isEqualTo("gate_40");
    assertThat(clearance.getMargin()).isEqualTo("< 1pp increase from control");
    assertThat(clearance.getState()).isEqualTo(ClearanceState.CLEARANCE_STATE_UNPROVEN);
    assertThat(clearance.getHarm()).isEqualTo(reading.harm().getAsDouble());
    assertThat(clearance.getUpper()).isEqualTo(reading.upper().getAsDouble());
    assertThat(clearance.getLower()).isEqualTo(reading.lower().getAsDouble());
    assertThat(clearance.getMethod()).isEqualTo("Welch's t against control's limit");
    assertThat(clearance.getClearLevel()).isEqualTo(0.05);
  }

  @Test
  void breachesShareAlphaAndClearancesDoNot() {
    var experiment = orders();
    var second = experiment.getDefinitionBuilder().getMetrics(1).toBuilder();
    second.getMetricBuilder().setKey("crashes");
    experiment.getDefinitionBuilder().addMetrics(second);
    var counted =
        statistics(
            arm(
                "gate_30",
                N,
                share("orders", N, 1_000),
                share("errors", N, 300),
                share("crashes", N, 300)),
            arm(
                "gate_40",
                N,
                share("orders", N, 1_200),
                share("errors", N, 300),
                share("crashes", N, 300)));

    var clearance = evaluate(experiment, counted).getMetrics(2).getClearances(0);

    assertThat(clearance.getClearLevel()).isEqualTo(0.05);
    assertThat(clearance.getBreachLevel()).isEqualTo(0.025);
    assertThat(clearance.getState()).isEqualTo(ClearanceState.CLEARANCE_STATE_CLEARED);
  }

  @Test
  void whatWasHaltedIsNeverShipped() {
    var halted = planned(20, N + 1).setHaltTime(timestamp(STOP.minusSeconds(60)));

    var better = recommend(halted, counted(1_000, 1_200, 300, 300));
    assertThat(better.getOutcome()).isEqualTo(DECISION_OUTCOME_INCONCLUSIVE);
    assertThat(better.getReasons(0)).contains("halted");
    assertThat(recommend(halted, counted(1_000, 1_200, 300, 600)).getOutcome())
        .as("harm is shown, early or not")
        .isEqualTo(DECISION_OUTCOME_KEEP_CONTROL);
  }

  @Test
  void severalTreatmentsAreCorrectedAndTheLargestEffectIsRecommended() {
    // Pooled z against control: p = 0.0085 (gate_40) and p = 0.033 (gate_50).
    var counted =
        statistics(plain("gate_30", 1_000), plain("gate_40", 1_115), plain("gate_50", 1_092));

    var holm = recommend(three(Correction.CORRECTION_HOLM), counted);
    assertThat(holm.getOutcome()).isEqualTo(DECISION_OUTCOME_SHIP);
    assertThat(holm.getVariant()).isEqualTo("gate_40");
    assertThat(holm.getReasonsList())
        .anySatisfy(it -> assertThat(it).contains("2 treatments qualify"));

    var bonferroni = recommend(three(Correction.CORRECTION_BONFERRONI), counted);
    assertThat(bonferroni.getVariant()).isEqualTo("gate_40");
    assertThat(bonferroni.getReasonsList())
        .as("0.033 is above 0.05 / 2")
        .noneSatisfy(it -> assertThat(it).contains("treatments qualify"));

    var one = statistics(plain("gate_30", 1_000), plain("gate_40", 1_092), plain("gate_50", 1_000));
    assertThat(recommend(three(Correction.CORRECTION_HOLM), one).getOutcome())
        .as("0.033 is above 0.05 / 2 for the first of two")
        .isEqualTo(DECISION_OUTCOME_INCONCLUSIVE);
  }

  private static Experiment.Builder planned(int days, long unitsPerVariant) {
    var experiment = orders();
    experiment
        .getDefinitionBuilder()
        .getPlanBuilder()
        .setDuration(Durations.fromDays(days))
        .setSampleSizePerVariant(unitsPerVariant);
    return experiment;
  }

  private static Experiment.Builder orders() {
    var experiment = Example.stoppedWith(metric("orders", MetricKind.METRIC_KIND_PROPORTION, 7));
    ExperimentMetric.Builder errors =
        metric("errors", MetricKind.METRIC_KIND_PROPORTION, 7).toBuilder()
            .setRole(MetricRole.METRIC_ROLE_GUARDRAIL)
            .setGuardrail(guardrail("< 1pp increase from control"));
    errors.getMetricBuilder().setDirection(MetricDirection.METRIC_DIRECTION_DECREASE);
    experiment.getDefinitionBuilder().addMetrics(errors);
    return experiment;
  }

  private static Experiment.Builder three(Correction correction) {
    var experiment = Example.stoppedWith(metric("orders", MetricKind.METRIC_KIND_PROPORTION, 7));
    var definition = experiment.getDefinitionBuilder();
    definition.getVariantsBuilder(0).setWeight(1 / 3.0);
    definition.getVariantsBuilder(1).setWeight(1 / 3.0);
    definition.addVariants(Variant.newBuilder().setKey("gate_50").setWeight(1 / 3.0));
    definition.getPlanBuilder().setCorrection(correction);
    return experiment;
  }

  private static GuardrailRule guardrail(String threshold) {
    return GuardrailRule.newBuilder()
        .setThreshold(threshold)
        .setAction(GuardrailAction.GUARDRAIL_ACTION_HALT)
        .build();
  }

  private static plumbline.proto.tracking.v1.VariantStatistics plain(String variant, long orders) {
    return arm(variant, N, share("orders", N, orders));
  }

  private static ExperimentStatistics.Builder counted(
      long orders30, long orders40, long errors30, long errors40) {
    return statistics(
        arm("gate_30", N, share("orders", N, orders30), share("errors", N, errors30)),
        arm("gate_40", N, share("orders", N, orders40), share("errors", N, errors40)));
  }

  private static Recommendation recommend(
      Experiment.Builder experiment, ExperimentStatistics.Builder counted) {
    return evaluate(experiment, counted).getRecommendation();
  }

  private static ExperimentResults evaluate(
      Experiment.Builder experiment, ExperimentStatistics.Builder counted) {
    return ResultsReplies.results(
        Evaluation.of(
            Studies.parse(experiment.build()), Observations.parse(counted.build()), LATER));
  }
}
