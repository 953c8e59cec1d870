package plumbline.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static plumbline.analysis.Refusals.invalidFields;
import static plumbline.analysis.Refusals.refused;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import plumbline.analysis.results.Example;
import plumbline.proto.analysis.v1.PlanExperimentRequest;
import plumbline.proto.analysis.v1.PlanExperimentResponse;
import plumbline.proto.analysis.v1.RecordedBaseline;
import plumbline.proto.assignment.v1.MetricDirection;
import plumbline.proto.assignment.v1.MetricKind;

/** What control was in an experiment, for the plan of the next one. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class RecordedBaselineTest {
  private Neighbours neighbours;
  private ManagedChannel channel;

  @BeforeEach
  void start() {
    neighbours = Neighbours.start();
    channel = Callers.channel();
  }

  @AfterEach
  void stop() throws InterruptedException {
    channel.shutdownNow();
    neighbours.close();
  }

  @Test
  void aShareIsTakenWithItsDirection() {
    neighbours.know(Example.cookieCats(), Example.cookieCatsStatistics());
    var planned = plan("cookie_cats", "retention_7");
    assertThat(planned.getBaseline().getKind()).isEqualTo(MetricKind.METRIC_KIND_PROPORTION);
    assertThat(planned.getBaseline().getValue()).isEqualTo(8_502.0 / 44_700);
    assertThat(planned.getDirection()).isEqualTo(MetricDirection.METRIC_DIRECTION_INCREASE);
    // Python 3.12, the formula of reference 01: 27,240.09 in each.
    assertThat(planned.getUnitsPerVariant()).isEqualTo(27_241);
    var less =
        plan(
            request("cookie_cats", "retention_7")
                .setDirection(MetricDirection.METRIC_DIRECTION_DECREASE));
    assertThat(less.getUnitsPerVariant())
        .as("less of a rare thing varies less")
        .isLessThan(planned.getUnitsPerVariant());
  }

  @Test
  void aMeanIsTakenWithItsDeviation() {
    var spent = Example.metric("spent", MetricKind.METRIC_KIND_MEAN, 7);
    // 1,000 units: half spent 2 EUR, half 4 EUR.
    var sums = Example.sums("spent", 1_000, "3000000000", "10000000000000000");
    neighbours.know(
        Example.stoppedWith(spent),
        Example.statistics(
            Example.arm("gate_30", 1_000, sums), Example.arm("gate_40", 1_000, sums)));
    var planned = plan("cookie_cats", "spent");
    assertThat(planned.getBaseline().getKind()).isEqualTo(MetricKind.METRIC_KIND_MEAN);
    assertThat(planned.getBaseline().getValue()).isCloseTo(3, within(1e-12));
    assertThat(planned.getBaseline().getStandardDeviation())
        .isCloseTo(Math.sqrt(1_000 / 999.0), within(1e-12));
  }

  @Test
  void whatIsWithheldIsNoBaseline() {
    neighbours.know(Example.running(), Example.cookieCatsStatistics());
    assertThat(refused(Status.Code.FAILED_PRECONDITION, () -> plan("cookie_cats", "retention_7")))
        .contains("the numbers of experiment 'cookie_cats' are withheld", "one verdict at the end")
        .doesNotContain("0.19", "8502", "8,502");
    neighbours.know(Example.running().clearStartTime());
    assertThat(refused(Status.Code.FAILED_PRECONDITION, () -> plan("cookie_cats", "retention_7")))
        .contains("has not started");
  }

  @Test
  void whatIsNotThereIsNamed() {
    neighbours.know(Example.cookieCats(), Example.cookieCatsStatistics());
    assertThat(invalidFields(() -> plan("cookie_cats", "revenue")))
        .containsExactly("recorded.metric");
    assertThat(refused(Status.Code.NOT_FOUND, () -> plan("nobody", "revenue")))
        .isEqualTo("no experiment 'nobody'");
    neighbours.know(
        Example.cookieCats(),
        Example.statistics(
            Example.arm(
                "gate_30",
                100,
                Example.share("retention_7", 100, 0),
                Example.share("retention_1", 100, 5)),
            Example.arm(
                "gate_40",
                100,
                Example.share("retention_7", 100, 0),
                Example.share("retention_1", 100, 5))));
    assertThat(refused(Status.Code.FAILED_PRECONDITION, () -> plan("cookie_cats", "retention_7")))
        .contains("is 0, or does not vary");
  }

  private PlanExperimentResponse plan(String experiment, String metric) {
    return plan(request(experiment, metric));
  }

  private PlanExperimentResponse plan(PlanExperimentRequest.Builder request) {
    return Plans.plan(channel, request);
  }

  private static PlanExperimentRequest.Builder request(String experiment, String metric) {
    return PlanExperimentRequest.newBuilder()
        .setRecorded(RecordedBaseline.newBuilder().setExperiment(experiment).setMetric(metric))
        .setMdeRelative(0.05);
  }
}
