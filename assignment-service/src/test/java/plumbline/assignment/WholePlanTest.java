package plumbline.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static plumbline.assignment.Calls.experiments;
import static plumbline.assignment.Refusals.invalidFields;
import static plumbline.assignment.Refusals.refused;
import static plumbline.assignment.Refusals.said;

import com.google.protobuf.util.Durations;
import io.grpc.Status;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import plumbline.proto.assignment.v1.AnalysisPlan;
import plumbline.proto.assignment.v1.Correction;
import plumbline.proto.assignment.v1.Covariate;
import plumbline.proto.assignment.v1.CovariateAnchor;
import plumbline.proto.assignment.v1.CrossoverRule;
import plumbline.proto.assignment.v1.Design;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.GetExperimentRequest;
import plumbline.proto.assignment.v1.GetExperimentResponse;
import plumbline.proto.assignment.v1.Metric;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.assignment.v1.RatioTerm;
import plumbline.proto.assignment.v1.SubmissionObstacle;

/** The parts of a plan that a draft may have, and what is computed of them. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class WholePlanTest {
  private static final String PLAN = "definition.plan.";

  /** Each with the field that it is about. */
  static Stream<Arguments> computed() {
    return Stream.of(
        plan("design", p -> p.setDesign(Design.DESIGN_ALWAYS_VALID)),
        plan(
            "design",
            p ->
                p.setDesign(Design.DESIGN_ALWAYS_VALID)
                    .setCorrection(Correction.CORRECTION_BONFERRONI)),
        plan("design", p -> sequential(p, 0.3, 0.6, 1)),
        plan("design", p -> sequential(p, 1e-9, 1).setCorrection(Correction.CORRECTION_NONE)),
        plan("design", p -> sequential(p, twenty())),
        plan("correction", p -> p.setCorrection(Correction.CORRECTION_NONE)),
        plan("correction", p -> p.setCorrection(Correction.CORRECTION_HOMMEL)),
        plan("correction", p -> p.setCorrection(Correction.CORRECTION_HOCHBERG)),
        plan("correction", p -> p.setCorrection(Correction.CORRECTION_BENJAMINI_HOCHBERG)),
        plan("correction", p -> p.setCorrection(Correction.CORRECTION_BENJAMINI_YEKUTIELI)),
        plan("correction", p -> p.setCorrection(Correction.CORRECTION_DUNNETT)),
        plan("covariate", p -> p.setCovariate(lookback(90 * 86_400))),
        plan(
            "covariate",
            p -> p.setCovariate(lookback(1).setAnchor(CovariateAnchor.COVARIATE_ANCHOR_START))),
        plan("covariate", p -> p.setCovariate(lookback(1).setExpectedCorrelation(0.6))),
        bad(
            "covariate",
            d -> {
              d.getPlanBuilder().setCovariate(lookback(1)).setBaselineStandardDeviation(0.2);
              ratio(d.getMetricsBuilder(0).getMetricBuilder());
            }),
        plan("exclusions", p -> p.addExclusions("bot == true").addExclusions("agent == 'curl'")),
        plan("segments", p -> p.addSegments("country").addSegments("utm-source")),
        spread(m -> ratio(m).setDenominatorEventFilter("status < 500")),
        spread(m -> values(ratio(m)).setEventFilter("status >= 500")),
        spread(m -> ratio(m).setNumerator(RatioTerm.RATIO_TERM_EVENTS)),
        spread(m ->
            ratio(m)
                .setDenominator(RatioTerm.RATIO_TERM_VALUES)
                .setDenominatorValueAttribute("d".repeat(64))),
        spread(m -> m.setKind(MetricKind.METRIC_KIND_QUANTILE).setQuantile(0.95)));
  }

  @ParameterizedTest(name = "{0} #{index}")
  @MethodSource("computed")
  void isSavedSubmittedAndImported(String field, Consumer<ExperimentDefinition.Builder> change) {
    var definition = changed(change);
    var key = Definitions.newKey("whole");
    assertThat(Flow.create(key, definition).getDefinition()).as(field).isEqualTo(definition);
    var read = get(key);
    assertThat(read.getExperiment().getDefinition()).isEqualTo(definition);
    assertThat(read.getReading().getObstaclesList()).isEmpty();
    assertThat(read.getReading().getNeededUnitsPerVariant()).isPositive();
    assertThat(Flow.submit(key).getDefinition().getPlan().getSampleSizePerVariant())
        .isEqualTo(read.getReading().getNeededUnitsPerVariant());
    experiments(Tokens.admin())
        .importExperiment(Flow.history(Definitions.newKey("past"), definition));
  }

  @Test
  void aLookBeforeTheEndNeedsAWindow() {
    for (var change :
        List.<Consumer<AnalysisPlan.Builder>>of(
            p -> p.setDesign(Design.DESIGN_ALWAYS_VALID), p -> sequential(p, 0.5, 1))) {
      var definition =
          changed(d -> {
            change.accept(d.getPlanBuilder());
            d.getMetricsBuilder(0).getMetricBuilder().clearWindow();
            d.getMetricsBuilder(1).getMetricBuilder().clearWindow();
          });
      var key = Definitions.newKey("endless");
      Flow.create(key, definition);
      var window = "definition.metrics[0].metric.window";
      assertThat(get(key).getReading().getObstaclesList())
          .extracting(SubmissionObstacle::getField)
          .containsExactly(window);
      assertThat(said(window, () -> Flow.submit(key))).contains("units whose window is over");
      var past = Flow.history(Definitions.newKey("past"), definition);
      assertThat(invalidFields(() -> experiments(Tokens.admin()).importExperiment(past)))
          .containsExactly(window);
    }
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        plan("looks", p -> p.addLooks(0.5).addLooks(1)),
        plan("looks", p -> p.setDesign(Design.DESIGN_ALWAYS_VALID).addLooks(1)),
        plan("looks", p -> p.setDesign(Design.DESIGN_GROUP_SEQUENTIAL)),
        plan("looks", p -> sequential(p, 1)),
        plan(
            "looks",
            p -> sequential(p, IntStream.range(1, 22).mapToDouble(i -> i / 21.0).toArray())),
        plan("looks", p -> sequential(p, 0.5, 0.99)),
        plan("looks[0]", p -> sequential(p, 0, 1)),
        plan("looks[1]", p -> sequential(p, 0.5, 0.5, 1)),
        plan("looks[1]", p -> sequential(p, 0.5, 0.509, 1)),
        plan("looks[2]", p -> sequential(p, 0.5, 1, 1.5)),
        plan("looks[1]", p -> sequential(p, 0.5, Double.NaN, 1)),
        plan(
            "correction",
            p ->
                p.setDesign(Design.DESIGN_ALWAYS_VALID)
                    .setCorrection(Correction.CORRECTION_DUNNETT)),
        plan("correction", p -> sequential(p, 0.5, 1).setCorrection(Correction.CORRECTION_HOMMEL)),
        plan(
            "correction",
            p -> sequential(p, 0.5, 1).setCorrection(Correction.CORRECTION_BENJAMINI_YEKUTIELI)),
        plan("correction", p -> p.setCorrectionValue(99)),
        plan("design", p -> p.setDesignValue(99)),
        plan("crossover", p -> p.setCrossoverValue(99)),
        plan("covariate.lookback", p -> p.setCovariate(lookback(0))),
        plan("covariate.lookback", p -> p.setCovariate(lookback(90 * 86_400 + 1))),
        plan("covariate.anchor", p -> p.setCovariate(lookback(1).setAnchorValue(9))),
        plan(
            "covariate.expected_correlation",
            p -> p.setCovariate(lookback(1).setExpectedCorrelation(1))),
        plan(
            "covariate.expected_correlation",
            p -> p.setCovariate(lookback(1).setExpectedCorrelation(-0.1))),
        plan("exclusions[1]", p -> p.addExclusions("bot").addExclusions("agent =~ 'x'")),
        plan("exclusions[0]", p -> p.addExclusions("")),
        plan("exclusions[1]", p -> p.addExclusions("bot").addExclusions("bot")),
        plan("exclusions", p -> IntStream.range(0, 21).forEach(i -> p.addExclusions("a == " + i))),
        plan("segments[0]", p -> p.addSegments("")),
        plan("segments[0]", p -> p.addSegments("s".repeat(65))),
        plan("segments[1]", p -> p.addSegments("country").addSegments("country")),
        plan("segments", p -> IntStream.range(0, 11).forEach(i -> p.addSegments("s" + i))),
        bad(
            PLAN + "covariate",
            d -> {
              d.getPlanBuilder().setCovariate(lookback(1));
              d.getMetricsBuilder(0)
                  .getMetricBuilder()
                  .setKind(MetricKind.METRIC_KIND_QUANTILE)
                  .setQuantile(0.5);
            }),
        bad(
            PLAN + "baseline_standard_deviation",
            d -> {
              d.getPlanBuilder().setBaselineStandardDeviation(0);
              ratio(d.getMetricsBuilder(0).getMetricBuilder());
            }),
        metric("denominator_event_name", m -> m.setKind(MetricKind.METRIC_KIND_RATIO)),
        metric("denominator_event_name", m -> m.setDenominatorEventName("request")),
        metric("denominator_event_filter", m -> ratio(m).setDenominatorEventFilter("size(a) > 1")),
        metric("denominator_event_filter", m -> m.setDenominatorEventFilter("a == 1")),
        metric("numerator", m -> m.setNumerator(RatioTerm.RATIO_TERM_EVENTS)),
        metric("numerator", m -> ratio(m).setNumeratorValue(99)),
        metric("denominator", m -> m.setDenominator(RatioTerm.RATIO_TERM_VALUES)),
        metric("value_attribute", m -> values(ratio(m)).clearNumerator()),
        metric("value_attribute", m -> values(ratio(m)).setNumerator(RatioTerm.RATIO_TERM_EVENTS)),
        metric("denominator_value_attribute", m -> m.setDenominatorValueAttribute("bytes")),
        metric("denominator_value_attribute", m -> ratio(m).setDenominatorValueAttribute("bytes")),
        metric(
            "denominator_value_attribute",
            m -> values(ratio(m)).setDenominatorValueAttribute("bytes")),
        metric(
            "denominator_value_attribute",
            m ->
                ratio(m)
                    .setDenominator(RatioTerm.RATIO_TERM_VALUES)
                    .setDenominatorValueAttribute("d".repeat(65))),
        metric("quantile", m -> m.setKind(MetricKind.METRIC_KIND_QUANTILE)),
        metric("quantile", m -> m.setKind(MetricKind.METRIC_KIND_QUANTILE).setQuantile(1)),
        metric("quantile", m -> m.setKind(MetricKind.METRIC_KIND_QUANTILE).setQuantile(Double.NaN)),
        metric("cap_micros", m -> ratio(m).setCapMicros(1)));
  }

  @ParameterizedTest(name = "{0} #{index}")
  @MethodSource("wrong")
  void isRefusedNamingTheFieldAndNothingIsStored(
      String field, Consumer<ExperimentDefinition.Builder> change) {
    var key = Definitions.newKey("wrong");
    assertThat(invalidFields(() -> Flow.create(key, changed(change)))).contains(field);
    refused(
        Status.Code.NOT_FOUND,
        () ->
            experiments(Tokens.ann())
                .getExperiment(GetExperimentRequest.newBuilder().setKey(key).build()));
  }

  @Test
  void whatIsComputedRuns() {
    var definition =
        changed(d -> {
          d.getPlanBuilder()
              .setCorrection(Correction.CORRECTION_HOLM)
              .setCrossover(CrossoverRule.CROSSOVER_RULE_EXCLUDE);
          d.getMetricsBuilder(1).getMetricBuilder().setEventFilter("status >= 500");
          d.addMetrics(
              d.getMetrics(0).toBuilder()
                  .setRoleValue(2)
                  .setMetric(
                      Definitions.metric("took", MetricKind.METRIC_KIND_MEAN)
                          .setValueAttribute("took_ms")));
        });
    assertThat(Flow.running("computed", definition)).isNotEmpty();
  }

  private static GetExperimentResponse get(String key) {
    return experiments(Tokens.ann())
        .getExperiment(GetExperimentRequest.newBuilder().setKey(key).build());
  }

  private static double[] twenty() {
    return IntStream.rangeClosed(1, 20).mapToDouble(i -> i / 20.0).toArray();
  }

  private static ExperimentDefinition changed(Consumer<ExperimentDefinition.Builder> change) {
    var definition = Definitions.valid();
    change.accept(definition);
    return definition.build();
  }

  private static Arguments bad(String field, Consumer<ExperimentDefinition.Builder> change) {
    return arguments(field, change);
  }

  private static Arguments plan(String field, Consumer<AnalysisPlan.Builder> change) {
    return bad(PLAN + field, d -> change.accept(d.getPlanBuilder()));
  }

  private static Arguments metric(String field, Consumer<Metric.Builder> change) {
    return bad(
        "definition.metrics[0].metric." + field,
        d -> change.accept(d.getMetricsBuilder(0).getMetricBuilder()));
  }

  /** What is planned with a standard deviation. */
  private static Arguments spread(Consumer<Metric.Builder> change) {
    return bad(
        "kind",
        d -> {
          d.getPlanBuilder().setBaselineStandardDeviation(0.2);
          change.accept(d.getMetricsBuilder(0).getMetricBuilder());
        });
  }

  private static AnalysisPlan.Builder sequential(AnalysisPlan.Builder plan, double... looks) {
    plan.setDesign(Design.DESIGN_GROUP_SEQUENTIAL);
    for (var look : looks) {
      plan.addLooks(look);
    }
    return plan;
  }

  private static Covariate.Builder lookback(long seconds) {
    return Covariate.newBuilder().setLookback(Durations.fromSeconds(seconds));
  }

  private static Metric.Builder ratio(Metric.Builder metric) {
    return metric.setKind(MetricKind.METRIC_KIND_RATIO).setDenominatorEventName("request");
  }

  private static Metric.Builder values(Metric.Builder metric) {
    return metric.setNumerator(RatioTerm.RATIO_TERM_VALUES).setValueAttribute("bytes");
  }
}
