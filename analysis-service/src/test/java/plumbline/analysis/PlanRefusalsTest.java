package plumbline.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.protobuf.util.Durations;
import io.grpc.ManagedChannel;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import plumbline.proto.analysis.v1.PlanExperimentRequest;
import plumbline.proto.analysis.v1.PlannedGuardrail;
import plumbline.proto.analysis.v1.PlanningServiceGrpc;
import plumbline.proto.analysis.v1.RatioMoments;
import plumbline.proto.analysis.v1.StatedBaseline;
import plumbline.proto.assignment.v1.Design;
import plumbline.proto.assignment.v1.MetricKind;

/** A plan that cannot be made names every field that is wrong. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class PlanRefusalsTest {
  private ManagedChannel channel;

  @BeforeEach
  void start() {
    channel = Callers.channel();
  }

  @AfterEach
  void stop() {
    channel.shutdownNow();
  }

  static Stream<Arguments> fields() {
    return Stream.of(
        field("baseline", r -> r.clearBaseline()),
        field("direction", r -> r.clearDirection()),
        field("direction", r -> r.setDirectionValue(9)),
        field("mde_relative", r -> r.clearMdeRelative()),
        field("mde_relative", r -> r.setMdeRelative(Double.NaN)),
        field("mde_relative", r -> r.setMdeRelative(1_001)),
        field("mde_relative", r -> r.setMdeRelative(1e-9)),
        field("mde_relative", r -> r.setStated(Plans.share(0.6)).setMdeRelative(1)),
        field("alpha", r -> r.setAlpha(0.5)),
        field("alpha", r -> r.setAlpha(0)),
        field("power", r -> r.setPower(0.5)),
        field("power", r -> r.setPower(1)),
        field("design", r -> r.setDesignValue(99)),
        field("looks", r -> r.addLooks(1)),
        field("looks", r -> r.setDesign(Design.DESIGN_GROUP_SEQUENTIAL)),
        field("looks[1]", r -> sequential(r, 0.5, 0.5, 1.0)),
        field("covariate_correlation", r -> r.setCovariateCorrelation(1)),
        field("covariate_correlation", r -> r.setCovariateCorrelation(-0.1)),
        field("expected_units_per_day", r -> r.setExpectedUnitsPerDay(-1)),
        field("traffic", r -> r.setTraffic(0)),
        field("traffic", r -> r.setTraffic(1.1)),
        field("maximum_duration", r -> r.setMaximumDuration(Durations.ZERO)),
        field("maximum_duration", r -> r.setMaximumDuration(Durations.fromDays(3_661))),
        field("curve_points", r -> r.setCurvePoints(1)),
        field("curve_points", r -> r.setCurvePoints(201)),
        field("weights", r -> r.addWeights(1)),
        field("weights", r -> r.addAllWeights(List.of(0.5, 0.4))),
        field("weights", r -> r.addAllWeights(Collections.nCopies(13, 1 / 13.0))),
        field("weights[0]", r -> r.addAllWeights(List.of(1e-5, 1 - 1e-5))),
        field(
            "recorded.experiment", r -> r.getRecordedBuilder().setExperiment("No").setMetric("m")),
        field("recorded.metric", r -> r.getRecordedBuilder().setExperiment("e")));
  }

  @ParameterizedTest(name = "{0} #{index}")
  @MethodSource("fields")
  void aFieldIsNamed(String field, Consumer<PlanExperimentRequest.Builder> change) {
    assertThat(wrong(change)).containsExactly(field);
  }

  static Stream<Arguments> baselines() {
    var quantile = StatedBaseline.newBuilder().setKind(MetricKind.METRIC_KIND_QUANTILE);
    return Stream.of(
        stated("kind", StatedBaseline.newBuilder().setValue(0.1)),
        stated("kind", Plans.share(0.1).setKindValue(9)),
        stated("value", Plans.share(1)),
        stated("value", quantile.clone().setStandardDeviation(1)),
        stated("value", quantile.clone().setValue(Double.NaN).setStandardDeviation(1)),
        stated("standard_deviation", Plans.share(0.1).setStandardDeviation(1)),
        stated("standard_deviation", quantile.clone().setValue(900)),
        stated("standard_deviation", quantile.clone().setValue(900).setStandardDeviation(-1)),
        stated("ratio", Plans.share(0.1).setRatio(moments())),
        stated("ratio", ratio(moments()).setValue(0.21)),
        stated("ratio.numerator_mean", ratio(moments().setNumeratorMean(0))),
        stated(
            "ratio.numerator_standard_deviation",
            ratio(moments().setNumeratorStandardDeviation(0))),
        stated("ratio.denominator_mean", ratio(moments().setDenominatorMean(-1))),
        stated(
            "ratio.denominator_standard_deviation",
            ratio(moments().setDenominatorStandardDeviation(0))),
        stated("ratio.correlation", ratio(moments().setCorrelation(1.1))),
        // The numerator is a multiple of the denominator, always: nothing is to be found out.
        stated(
            "ratio",
            ratio(
                moments()
                    .setDenominatorMean(7)
                    .setDenominatorStandardDeviation(10)
                    .setCorrelation(1))));
  }

  @ParameterizedTest(name = "{0} #{index}")
  @MethodSource("baselines")
  void aBaselineIsOneOfItsKind(String field, StatedBaseline stated) {
    assertThat(wrong(r -> r.setStated(stated))).containsExactly("stated." + field);
  }

  @Test
  void guardrailsAreNamedByTheirPlace() {
    assertThat(wrong(r -> r.addGuardrails(PlannedGuardrail.getDefaultInstance())))
        .containsExactlyInAnyOrder(
            "guardrails[0].metric", "guardrails[0].action", "guardrails[0].baseline.kind");
    var guardrail =
        PlannedGuardrail.newBuilder()
            .setMetric("errors")
            .setActionValue(1)
            .setThreshold("< 1pp increase from control")
            .setBaseline(Plans.share(0.1));
    var vague = guardrail.clone().setThreshold("about 1%");
    assertThat(wrong(r -> r.addGuardrails(guardrail).addGuardrails(vague)))
        .containsExactly("guardrails[1].threshold");
    var many = Collections.nCopies(51, guardrail.build());
    assertThat(wrong(r -> r.addAllGuardrails(many))).containsExactly("guardrails");
  }

  @Test
  void allThatIsWrongIsNamedAtOnce() {
    assertThat(wrong(r -> r.clearBaseline().setAlpha(0).setTraffic(2).setCurvePoints(-1)))
        .containsExactlyInAnyOrder("baseline", "alpha", "traffic", "curve_points");
  }

  @Test
  void withoutCredentialOrRoleNothingIsSaid() {
    RestAssured.given().post("/v1/plans").then().statusCode(401);
    Callers.http("client").post("/v1/plans").then().statusCode(403);
    assertThatThrownBy(() ->
            PlanningServiceGrpc.newBlockingStub(channel)
                .planExperiment(Plans.rate(0.1, 0.1).build()))
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
    var request = Plans.rate(0.03, 0.1);
    change.accept(request);
    return Refusals.invalidFields(() -> Plans.plan(channel, request));
  }

  private static Arguments field(String field, Consumer<PlanExperimentRequest.Builder> change) {
    return arguments(field, change);
  }

  private static Arguments stated(String field, StatedBaseline.Builder stated) {
    return arguments(field, stated.build());
  }

  private static void sequential(PlanExperimentRequest.Builder request, Double... looks) {
    request.setDesign(Design.DESIGN_GROUP_SEQUENTIAL).addAllLooks(List.of(looks));
  }

  private static StatedBaseline.Builder ratio(RatioMoments.Builder moments) {
    return StatedBaseline.newBuilder().setKind(MetricKind.METRIC_KIND_RATIO).setRatio(moments);
  }

  private static RatioMoments.Builder moments() {
    return RatioMoments.newBuilder()
        .setNumeratorMean(2.1)
        .setNumeratorStandardDeviation(3)
        .setDenominatorMean(10)
        .setDenominatorStandardDeviation(8)
        .setCorrelation(0.6);
  }
}
