package plumbline.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.equalTo;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.JsonFormat;
import io.grpc.ManagedChannel;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import plumbline.proto.analysis.v1.MdePoint;
import plumbline.proto.analysis.v1.PlanExperimentRequest;
import plumbline.proto.analysis.v1.PlanExperimentResponse;
import plumbline.proto.analysis.v1.PlannedGuardrail;
import plumbline.proto.analysis.v1.PlanningServiceGrpc;
import plumbline.proto.analysis.v1.RatioMoments;
import plumbline.proto.analysis.v1.StatedBaseline;
import plumbline.proto.assignment.v1.Design;
import plumbline.proto.assignment.v1.GuardrailAction;
import plumbline.proto.assignment.v1.MetricDirection;
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
    var request = rate(0.03, 0.1).setExpectedUnitsPerDay(2_000).build();
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
    var planned = plan(rate(0.03, 0.1).setExpectedUnitsPerDay(2_000));
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
            rate(0.03, 0.05)
                .setExpectedUnitsPerDay(500)
                .setMaximumDuration(Durations.fromDays(90)));
    assertThat(planned.getUnitsPerVariant()).isEqualTo(207_938);
    assertThat(planned.getDays()).isEqualTo(832);
    assertThat(planned.getDetectableMdeRelative()).isCloseTo(0.156, within(5e-4));
    assertThat(planned.getSentence())
        .endsWith("In the 90 days allowed it finds a relative change of 15.6 % or more.");
    var exactly =
        plan(
            rate(0.03, 0.05)
                .setExpectedUnitsPerDay(106_422)
                .setMaximumDuration(Durations.fromDays(1)));
    assertThat(exactly.getDetectableMdeRelative()).isCloseTo(0.09999932790616115, within(1e-7));
  }

  /** 2 (1.959964 + 0.841621)² 20² / 5² = 251.16, times what rpact 3.3.4 and the sequence ask. */
  @Test
  void designsCovariatesAndRatiosCount() {
    assertThat(plan(mean()).getUnitsPerVariant()).isEqualTo(252);
    var few =
        plan(
            mean()
                .setDesign(Design.DESIGN_GROUP_SEQUENTIAL)
                .addAllLooks(List.of(0.25, 0.5, 0.75, 1.0)));
    assertThat(few.getInflation()).isCloseTo(1.01963733060546, within(2e-5));
    assertThat(few.getUnitsPerVariant()).isEqualTo(257);
    var always = plan(mean().setDesign(Design.DESIGN_ALWAYS_VALID));
    assertThat(always.getInflation()).isCloseTo(1.9149, within(1e-4));
    assertThat(always.getUnitsPerVariant()).isEqualTo(481);
    assertThat(plan(mean().setCovariateCorrelation(0.6)).getUnitsPerVariant()).isEqualTo(161);
    var ratio =
        plan(
            mean()
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
    var planned = plan(mean().addAllWeights(List.of(0.4, 0.2, 0.2, 0.2)));
    // 3 (2.393980 + 0.841621)² 20² / 5² = 502.52 of control: alpha is a third, and 1 + 1/r is 3.
    assertThat(planned.getUnitsList()).containsExactly(503L, 252L, 252L, 252L);
    assertThat(planned.getUnitsPerVariant()).isEqualTo(252);
    assertThat(planned.getTotalUnits()).isEqualTo(503 + 3 * 252);
  }

  @Test
  void curvesAreBoundedAndMeetThePlan() {
    var planned = plan(rate(0.03, 0.1).setExpectedUnitsPerDay(2_000));
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
            rate(0.03, 0.1)
                .setExpectedUnitsPerDay(2_000)
                .setMaximumDuration(Durations.fromDays(7))
                .setCurvePoints(9));
    assertThat(week.getMdeCurveList())
        .extracting(MdePoint::getDays)
        .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
    assertThat(week.getSampleSizeCurve(4).getUnitsPerVariant()).as("the middle").isEqualTo(53_211);
    var unknown = plan(rate(0.6, 0.5));
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
            .setBaseline(share(0.001));
    var planned = plan(rate(0.03, 0.1).addGuardrails(latency).addGuardrails(crashes));
    var first = planned.getGuardrails(0);
    assertThat(first.getMetric()).isEqualTo("load-time");
    assertThat(first.getReading()).contains("with control at 900 ms, above 1100 ms");
    // 106,422 units are looked at 49 times: 200 + (z(0.9·0.05/49) + z(0.8))·400·√(2/53,211)
    assertThat(first.getSmallestDetectableHarm())
        .contains("53,211 units of control", "a harm of 209.7 ms", "chance of 80 %");
    assertThat(first.getWarning()).isEmpty();
    assertThat(planned.getGuardrails(1).getWarning()).contains("percentage points");
  }

  @Test
  void everyFieldThatIsWrongIsNamed() {
    assertThat(wrong(r -> r.clearBaseline().clearDirection().clearMdeRelative()))
        .containsExactlyInAnyOrder("baseline", "direction", "mde_relative");
    assertThat(
            wrong(r ->
                r.setAlpha(0.5)
                    .setPower(1)
                    .setMdeRelative(Double.NaN)
                    .setDesignValue(99)
                    .addLooks(1)
                    .setCovariateCorrelation(1)
                    .setExpectedUnitsPerDay(-1)
                    .setTraffic(0)
                    .setMaximumDuration(Durations.ZERO)
                    .setCurvePoints(201)))
        .containsExactlyInAnyOrder(
            "alpha",
            "power",
            "mde_relative",
            "design",
            "looks",
            "covariate_correlation",
            "expected_units_per_day",
            "traffic",
            "maximum_duration",
            "curve_points");
    assertThat(wrong(r -> r.addWeights(1))).containsExactly("weights");
    assertThat(wrong(r -> r.addWeights(0.5).addWeights(0.4))).containsExactly("weights");
    assertThat(wrong(r -> r.addWeights(1e-5).addWeights(1 - 1e-5))).containsExactly("weights[0]");
    assertThat(
            wrong(r ->
                r.setDesign(Design.DESIGN_GROUP_SEQUENTIAL).addAllLooks(List.of(0.5, 0.5, 1.0))))
        .containsExactly("looks[1]");
    assertThat(wrong(r -> r.getRecordedBuilder().setExperiment("No Key")))
        .containsExactlyInAnyOrder("recorded.experiment", "recorded.metric");
    assertThat(wrong(r -> r.addGuardrails(PlannedGuardrail.getDefaultInstance())))
        .containsExactlyInAnyOrder(
            "guardrails[0].metric", "guardrails[0].action", "guardrails[0].baseline.kind");
    var guardrail =
        PlannedGuardrail.newBuilder()
            .setMetric("errors")
            .setActionValue(1)
            .setThreshold("about 1%")
            .setBaseline(share(0.1));
    assertThat(wrong(r -> r.addGuardrails(guardrail))).containsExactly("guardrails[0].threshold");
    guardrail.setThreshold("< 1pp increase from control");
    var many = Collections.nCopies(51, guardrail.build());
    assertThat(wrong(r -> r.addAllGuardrails(many))).containsExactly("guardrails");
  }

  @Test
  void aBaselineIsOneOfItsKind() {
    assertThat(wrong(r -> r.getStatedBuilder().setKindValue(9))).containsExactly("stated.kind");
    assertThat(wrong(r -> r.getStatedBuilder().setValue(1).setStandardDeviation(1)))
        .containsExactlyInAnyOrder("stated.value", "stated.standard_deviation");
    assertThat(wrong(r -> r.getStatedBuilder().getRatioBuilder())).containsExactly("stated.ratio");
    assertThat(
            wrong(r -> r.getStatedBuilder().setKind(MetricKind.METRIC_KIND_QUANTILE).setValue(0)))
        .containsExactlyInAnyOrder("stated.value", "stated.standard_deviation");
    assertThat(
            wrong(r ->
                r.getStatedBuilder()
                    .setKind(MetricKind.METRIC_KIND_RATIO)
                    .clearValue()
                    .getRatioBuilder()
                    .setCorrelation(1.1)))
        .containsExactlyInAnyOrder(
            "stated.ratio.numerator_mean",
            "stated.ratio.numerator_standard_deviation",
            "stated.ratio.denominator_mean",
            "stated.ratio.denominator_standard_deviation",
            "stated.ratio.correlation");
    // The one side is three times the other, always: the ratio is known.
    assertThat(
            wrong(r ->
                r.getStatedBuilder()
                    .setKind(MetricKind.METRIC_KIND_RATIO)
                    .clearValue()
                    .getRatioBuilder()
                    .setNumeratorMean(3)
                    .setNumeratorStandardDeviation(6)
                    .setDenominatorMean(1)
                    .setDenominatorStandardDeviation(2)
                    .setCorrelation(1)))
        .containsExactly("stated.ratio");
    assertThat(wrong(r -> r.setStated(share(0.6)).setMdeRelative(1)))
        .containsExactly("mde_relative");
    assertThat(wrong(r -> r.setMdeRelative(1e-9))).containsExactly("mde_relative");
  }

  @Test
  void withoutCredentialOrRoleNothingIsSaid() {
    RestAssured.given().post("/v1/plans").then().statusCode(401);
    Callers.http("client").post("/v1/plans").then().statusCode(403);
    assertThatThrownBy(() ->
            PlanningServiceGrpc.newBlockingStub(channel).planExperiment(rate(0.1, 0.1).build()))
        .hasMessageStartingWith("UNAUTHENTICATED");
    Callers.http("analyst")
        .contentType(ContentType.JSON)
        .body("{\"mdeRelative\": 0.1, \"unknown\": 1}")
        .post("/v1/plans")
        .then()
        .statusCode(400)
        .body("code", equalTo("INVALID_ARGUMENT"));
  }

  private List<String> wrong(Consumer<PlanExperimentRequest.Builder> change) {
    var request = rate(0.03, 0.1);
    change.accept(request);
    return Refusals.invalidFields(() -> plan(request));
  }

  private PlanExperimentResponse plan(PlanExperimentRequest.Builder request) {
    return PlanningServiceGrpc.newBlockingStub(channel)
        .withCallCredentials(Callers.credentials("analyst"))
        .planExperiment(request.build());
  }

  private static PlanExperimentRequest.Builder rate(double baseline, double mde) {
    return PlanExperimentRequest.newBuilder()
        .setStated(share(baseline))
        .setDirection(MetricDirection.METRIC_DIRECTION_INCREASE)
        .setMdeRelative(mde);
  }

  private static PlanExperimentRequest.Builder mean() {
    return PlanExperimentRequest.newBuilder()
        .setStated(
            StatedBaseline.newBuilder()
                .setKind(MetricKind.METRIC_KIND_MEAN)
                .setValue(50)
                .setStandardDeviation(20))
        .setDirection(MetricDirection.METRIC_DIRECTION_INCREASE)
        .setMdeRelative(0.1);
  }

  private static StatedBaseline.Builder share(double value) {
    return StatedBaseline.newBuilder().setKind(MetricKind.METRIC_KIND_PROPORTION).setValue(value);
  }
}
