package plumbline.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static plumbline.assignment.Calls.experiments;
import static plumbline.assignment.Definitions.metric;
import static plumbline.assignment.Refusals.said;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumbline.proto.assignment.v1.ExperimentMetric;
import plumbline.proto.assignment.v1.GuardrailAction;
import plumbline.proto.assignment.v1.GuardrailReading;
import plumbline.proto.assignment.v1.GuardrailRule;
import plumbline.proto.assignment.v1.Metric;
import plumbline.proto.assignment.v1.MetricDirection;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.assignment.v1.MetricRole;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class GuardrailTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "about 1% | PROPORTION | a threshold reads like",
        "< 1,5% increase from control | PROPORTION | decimal point",
        "< 200ms increase from control | PROPORTION | the unit has to be the metric's",
        "< 1pp increase from control | MEAN | percentage points are for shares",
        "< 1s increase from control | MEAN | 200ms",
        "< 0% increase from control | MEAN | above 0",
        "< 1% decrease from control | MEAN | write \"< 1% increase from control\""
      })
  void aThresholdThatMakesNoSenseIsRefusedInWords(String text, String kind, String words) {
    var guardrail = guardrail(latency(kind), GuardrailRule.newBuilder().setThreshold(text));
    assertThat(said("definition.metrics[3].guardrail.threshold", () -> save(guardrail)))
        .contains(words);
  }

  @Test
  void anIncreaseOfWhatIsBetterIsNoHarm() {
    var orders = metric("orders", MetricKind.METRIC_KIND_COUNT);
    var rule = GuardrailRule.newBuilder().setThreshold("< 500% increase from control");
    assertThat(
            said("definition.metrics[3].guardrail.threshold", () -> save(guardrail(orders, rule))))
        .contains("an increase of 'orders' is no harm", "write a decrease");
    rule.setThreshold("< 5% decrease from control");
    assertThat(save(guardrail(orders, rule)).getReading())
        .contains("more than 5 % below control's");
  }

  @Test
  void aBaselineFitsItsMetric() {
    var rule = GuardrailRule.newBuilder().setThreshold("< 1% increase from control");
    var share = guardrail(latency("PROPORTION"), rule.setBaseline(2));
    assertThat(said("definition.metrics[3].guardrail.baseline", () -> save(share)))
        .contains("a share in (0, 1)");
    var spread = guardrail(latency("PROPORTION"), rule.setBaselineStandardDeviation(1));
    assertThat(
            said("definition.metrics[3].guardrail.baseline_standard_deviation", () -> save(spread)))
        .contains("not where the metric is a proportion");
  }

  @Test
  void itIsReadBackInWordsWithTheSmallestHarmThatThePlanFinds() {
    var rule = GuardrailRule.newBuilder().setThreshold("<=  200 MS increase from control");
    var short1 = save(guardrail(latency("MEAN"), rule));
    assertThat(short1.getMetric()).isEqualTo("load-time");
    assertThat(short1.getReading()).contains("more than 200 ms above control's");
    assertThat(short1.getSmallestDetectableHarm()).as("no baseline is known").isEmpty();
    rule.setBaseline(900).setBaselineStandardDeviation(400);
    var long1 = save(guardrail(latency("MEAN"), rule));
    assertThat(long1.getReading()).contains("with control at 900 ms, above 1100 ms");
    assertThat(long1.getSmallestDetectableHarm())
        .contains("57,763 units of control", "one look finds a harm of 20", "chance of 80 %");
    assertThat(long1.getWarning()).isEmpty();
  }

  @Test
  void aMarginThatNobodyCouldWatchIsWarnedOf() {
    var rule =
        GuardrailRule.newBuilder().setThreshold("< 0.1% increase from control").setBaseline(0.001);
    assertThat(save(guardrail(latency("PROPORTION"), rule)).getWarning())
        .contains("write it in percentage points");
    var impossible = rule.clone().setThreshold("< 1% increase from control").setBaseline(0);
    impossible.setBaselineStandardDeviation(1);
    assertThat(save(guardrail(latency("MEAN"), impossible)).getWarning())
        .contains("baseline is above 0 where the margin is relative");
  }

  private static Metric.Builder latency(String kind) {
    return metric("load-time", MetricKind.valueOf("METRIC_KIND_" + kind))
        .setDirection(MetricDirection.METRIC_DIRECTION_DECREASE)
        .setUnitOfMeasure("ms");
  }

  private static ExperimentMetric guardrail(Metric.Builder metric, GuardrailRule.Builder rule) {
    return ExperimentMetric.newBuilder()
        .setRole(MetricRole.METRIC_ROLE_GUARDRAIL)
        .setMetric(metric)
        .setGuardrail(rule.setAction(GuardrailAction.GUARDRAIL_ACTION_ALERT))
        .build();
  }

  private static GuardrailReading save(ExperimentMetric guardrail) {
    var definition = Definitions.valid().addMetrics(guardrail).build();
    var readings =
        experiments(Tokens.ann())
            .createExperiment(Flow.creation(Definitions.newKey("guard"), definition))
            .getReading()
            .getGuardrailsList();
    assertThat(readings)
        .extracting(GuardrailReading::getMetric)
        .startsWith("errors", "slow-pages")
        .hasSize(3);
    return readings.getLast();
  }
}
