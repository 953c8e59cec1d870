package plumbline.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.JsonFormat;
import io.grpc.ManagedChannel;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import plumbline.proto.analysis.v1.MdePoint;
import plumbline.proto.analysis.v1.PlanExperimentRequest;
import plumbline.proto.analysis.v1.PlanExperimentResponse;
import plumbline.proto.analysis.v1.PlannedGuardrail;
import plumbline.proto.analysis.v1.RatioMoments;
import plumbline.proto.analysis.v1.StatedBaseline;
import plumbline.proto.assignment.v1.Design;
import plumbline.proto.assignment.v1.GuardrailAction;
import plumbline.proto.assignment.v1.MetricKind;

/** Plans over the wire, held to the engine's reference files 01 to 04 and 15 where they have it. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class PlanningTest {
  private ManagedChannel channel;

  @BeforeEach
  void start() {
    channel = Callers.channel();
  }

  @AfterEach
  void stop() {
    channel.shutdownNow();
  }

  @Test
  void grpcAndJsonSayTheSame() throws InvalidProtocolBufferException {
    var request = Plans.rate(0.03, 0.1).setExpectedUnitsPerDay(2_000).build();
    var json =
        Callers.http("analyst")
            .contentType(ContentType.JSON)
            .body(JsonFormat.printer().print(request))
            .post("/v1/plans")
            .then()
            .statusCode(200)
            .extract()
            .asString();
    var byJson = PlanExperimentResponse.newBuilder();
    JsonFormat.parser().merge(json, byJson);
    assertThat(byJson.build()).isEqualTo(plan(request.toBuilder()));
  }

  /** Reference 01: R 4.2.2 power.prop.test(p1 = .03, p2 = .033): 53,211 in each. */
  @Test
  void theWellKnownExampleAsAWhole() {
    var planned = plan(Plans.rate(0.03, 0.1).setExpectedUnitsPerDay(2_000));
    assertThat(planned.getUnitsList()).containsExactly(53_211L, 53_211L);
    assertThat(planned.getUnitsPerVariant()).isEqualTo(53_211);
    assertThat(planned.getTotalUnits()).isEqualTo(106_422);
    assertThat(planned.getInflation()).isEqualTo(1);
    assertThat(planned.getDays()).isEqualTo(54);
    assertThat(planned.getDaysInWholeWeeks()).isEqualTo(56);
    assertThat(planned.getMaximumDays()).isEqualTo(90);
    assertThat(planned.getPower()).as("180,000 units in place of 106,422").isBetween(0.95, 0.97);
    assertThat(planned.getDetectableMdeRelative()).isBetween(0.076, 0.077);
    assertThat(planned.getBaseline().getKind()).isEqualTo(MetricKind.METRIC_KIND_PROPORTION);
    assertThat(planned.getSentence())
        .isEqualTo(
            "To find a relative change of 10 % with a chance of 80 %, each variant needs at least"
                + " 53,211 units, 106,422 in all: with the expected traffic that takes 54 days.");
  }

  /** Reference 03: 53,211 in each find 0.0999993 (scipy); 832 days at 500 a day. */
  @Test
  void whatIsOutOfReachSaysWhatIsNot() {
    var planned =
        plan(
            Plans.rate(0.03, 0.05)
                .setExpectedUnitsPerDay(500)
                .setMaximumDuration(Durations.fromDays(90)));
    assertThat(planned.getUnitsPerVariant()).isEqualTo(207_938);
    assertThat(planned.getDays()).isEqualTo(832);
    assertThat(planned.getDetectableMdeRelative()).isCloseTo(0.156, within(5e-4));
    assertThat(planned.getSentence())
        .endsWith("In the 90 days allowed it finds a relative change of 15.6 % or more.");
    var exactly =
        plan(
            Plans.rate(0.03, 0.05)
                .setExpectedUnitsPerDay(106_422)
                .setMaximumDuration(Durations.fromDays(1)));
    assertThat(exactly.getDetectableMdeRelative()).isCloseTo(0.09999932790616115, within(1e-7));
  }

  /** 2 (1.959964 + 0.841621)² 20² / 5² = 251.16, times what rpact 3.3.4 and the sequence ask. */
  @Test
  void designsCovariatesAndRatiosCount() {
    assertThat(plan(Plans.mean()).getUnitsPerVariant()).isEqualTo(252);
    var few =
        plan(
            Plans.mean()
                .setDesign(Design.DESIGN_GROUP_SEQUENTIAL)
                .addAllLooks(List.of(0.25, 0.5, 0.75, 1.0)));
    assertThat(few.getInflation()).isCloseTo(1.01963733060546, within(2e-5));
    assertThat(few.getUnitsPerVariant()).isEqualTo(257);
    var always = plan(Plans.mean().setDesign(Design.DESIGN_ALWAYS_VALID));
    assertThat(always.getInflation()).isCloseTo(1.9149, within(1e-4));
    assertThat(always.getUnitsPerVariant()).isEqualTo(481);
    assertThat(plan(Plans.mean().setCovariateCorrelation(0.6)).getUnitsPerVariant()).isEqualTo(161);
    var ratio =
        plan(
            Plans.mean()
                .setStated(
                    StatedBaseline.newBuilder()
                        .setKind(MetricKind.METRIC_KIND_RATIO)
                        .setRatio(
                            RatioMoments.newBuilder()
                                .setNumeratorMean(2.1)
                                .setNumeratorStandardDeviation(3)
                                .setDenominatorMean(10)
                                .setDenominatorStandardDeviation(8)
                                .setCorrelation(0.6))));
    assertThat(ratio.getBaseline().getValue()).isCloseTo(0.21, within(1e-15));
    // numpy 2.4.6: sqrt(9 - 2·0.21·0.6·24 + 0.21²·64) / 10
    assertThat(ratio.getBaseline().getStandardDeviation())
        .isCloseTo(0.2402998127340094, within(1e-15));
    // 2 (1.959964 + 0.841621)² 0.2402998² / 0.021² = 2055.44
    assertThat(ratio.getUnitsPerVariant()).isEqualTo(2_056);
  }

  /** Three treatments with half of control's units: alpha is shared, as submission does. */
  @Test
  void unitsFollowTheWeights() {
    var planned = plan(Plans.mean().addAllWeights(List.of(0.4, 0.2, 0.2, 0.2)));
    // 3 (2.393980 + 0.841621)² 20² / 5² = 502.52 of control: alpha is a third, and 1 + 1/r is 3.
    assertThat(planned.getUnitsList()).containsExactly(503L, 252L, 252L, 252L);
    assertThat(planned.getUnitsPerVariant()).isEqualTo(252);
    assertThat(planned.getTotalUnits()).isEqualTo(503 + 3 * 252);
  }

  @Test
  void curvesAreBoundedAndMeetThePlan() {
    var planned = plan(Plans.rate(0.03, 0.1).setExpectedUnitsPerDay(2_000));
    assertThat(planned.getPowerCurveList()).hasSize(50);
    assertThat(planned.getPowerCurve(0).getUnits()).isCloseTo(10_642.2, within(1e-6));
    assertThat(planned.getPowerCurve(49).getUnits()).isEqualTo(212_844);
    assertThat(planned.getPowerCurve(49).getPower()).isGreaterThan(0.97);
    assertThat(planned.getMdeCurveList()).hasSize(50);
    assertThat(planned.getMdeCurve(49).getDays()).isEqualTo(90);
    assertThat(planned.getMdeCurve(49).getMdeRelative())
        .isEqualTo(planned.getDetectableMdeRelative());
    assertThat(planned.getSampleSizeCurveList()).hasSize(50);
    assertThat(planned.getSampleSizeCurve(0).getMdeRelative()).isCloseTo(0.025, within(1e-12));
    assertThat(planned.getSampleSizeCurve(49).getMdeRelative()).isCloseTo(0.4, within(1e-12));

    var week =
        plan(
            Plans.rate(0.03, 0.1)
                .setExpectedUnitsPerDay(2_000)
                .setMaximumDuration(Durations.fromDays(7))
                .setCurvePoints(9));
    assertThat(week.getMdeCurveList())
        .extracting(MdePoint::getDays)
        .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
    assertThat(week.getSampleSizeCurve(4).getUnitsPerVariant()).as("the middle").isEqualTo(53_211);
    var unknown = plan(Plans.rate(0.6, 0.5));
    assertThat(unknown.getMdeCurveList()).isEmpty();
    assertThat(unknown.hasDays()).isFalse();
    assertThat(unknown.hasPower()).isFalse();
    assertThat(unknown.getSampleSizeCurve(49).getMdeRelative())
        .as("up to all units")
        .isCloseTo(0.4 / 0.6, within(1e-12));
  }

  @Test
  void guardrailsSayWhatTheyFind() {
    var latency =
        PlannedGuardrail.newBuilder()
            .setMetric("load-time")
            .setThreshold("< 200ms increase from control")
            .setAction(GuardrailAction.GUARDRAIL_ACTION_ALERT)
            .setUnitOfMeasure("ms")
            .setBaseline(
                StatedBaseline.newBuilder()
                    .setKind(MetricKind.METRIC_KIND_MEAN)
                    .setValue(900)
                    .setStandardDeviation(400));
    var crashes =
        PlannedGuardrail.newBuilder()
            .setMetric("crashes")
            .setThreshold("< 0.1% increase from control")
            .setAction(GuardrailAction.GUARDRAIL_ACTION_HALT)
            .setBaseline(Plans.share(0.001));
    var planned = plan(Plans.rate(0.03, 0.1).addGuardrails(latency).addGuardrails(crashes));
    var first = planned.getGuardrails(0);
    assertThat(first.getMetric()).isEqualTo("load-time");
    assertThat(first.getReading()).contains("with control at 900 ms, above 1100 ms");
    // 106,422 units are looked at 49 times: 200 + (z(0.9·0.05/49) + z(0.8))·400·√(2/53,211)
    assertThat(first.getSmallestDetectableHarm())
        .contains("53,211 units of control", "a harm of 209.7 ms", "chance of 80 %");
    assertThat(first.getWarning()).isEmpty();
    assertThat(planned.getGuardrails(1).getWarning()).contains("percentage points");
  }

  private PlanExperimentResponse plan(PlanExperimentRequest.Builder request) {
    return Plans.plan(channel, request);
  }
}
