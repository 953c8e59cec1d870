package plumbline.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.grpc.ManagedChannel;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import plumbline.analysis.results.Example;
import plumbline.analysis.results.LookStore;
import plumbline.analysis.results.Recognisable;
import plumbline.analysis.study.ExperimentKey;
import plumbline.kit.identity.HttpIdentity;
import plumbline.kit.json.ProtoJson;
import plumbline.proto.analysis.v1.AnalysisServiceGrpc;
import plumbline.proto.analysis.v1.ExperimentResults;
import plumbline.proto.analysis.v1.GetResultsRequest;
import plumbline.proto.analysis.v1.GetResultsResponse;
import plumbline.proto.analysis.v1.Timing;
import plumbline.proto.assignment.v1.Design;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.tracking.v1.GetStatisticsRequest;

/** Each design, as a caller sees it. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class DesignsTest {
  @Inject LookStore looks;

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
  void aRunningFixedHorizonSaysNoNumberAnywhere() throws Exception {
    var experiment = Recognisable.running().setKey("wire-fixed");
    neighbours.know(experiment, Recognisable.counted(0));

    var byGrpc = ResultsTest.withoutTimes(results("wire-fixed")).toString();
    var numbers =
        Recognisable.numbers(Recognisable.all(Recognisable.running(), Recognisable.counted(0)));

    assertThat(numbers).hasSizeGreaterThan(100);
    var json = ProtoJson.print(ResultsTest.withoutTimes(parse(json("wire-fixed"))));
    var page = page("wire-fixed");
    assertThat(numbers)
        .filteredOn(it -> byGrpc.contains(it) || json.contains(it) || page.contains(it))
        .isEmpty();
    assertThat(neighbours.asked("wire-fixed"))
        .isNotEmpty()
        .noneMatch(GetStatisticsRequest::getSegments)
        .noneMatch(GetStatisticsRequest::getDailyMetrics);
  }

  @Test
  void atTheEndSegmentsAndDaysAreAskedForAndShown() {
    neighbours.know(
        Recognisable.running().setKey("wire-ended").setStopTime(Example.timestamp(Example.STOP)),
        Recognisable.counted(0));

    var results = results("wire-ended");

    assertThat(results.getSegments(0).getValues(0).getEffectsList()).hasSize(3);
    assertThat(results.getNovelty(0).getDaysList()).hasSize(4);
    assertThat(neighbours.asked("wire-ended"))
        .allMatch(GetStatisticsRequest::getSegments)
        .allMatch(GetStatisticsRequest::getDailyMetrics);
  }

  @Test
  void anAlwaysValidDesignShowsTheSameEverywhereWhileItRuns() throws Exception {
    neighbours.know(
        with(Design.DESIGN_ALWAYS_VALID).setKey("wire-always"), Recognisable.counted(0));

    var byGrpc = results("wire-always");

    assertThat(byGrpc.getMetrics(0).getComparisons(0).getTiming())
        .isEqualTo(Timing.TIMING_ANY_TIME);
    assertThat(ResultsTest.withoutTimes(parse(json("wire-always"))))
        .isEqualTo(ResultsTest.withoutTimes(byGrpc));
    assertThat(page("wire-always"))
        .contains("asymptotic confidence sequence", "<svg class=\"whisker\"");
    assertThat(byGrpc.getExplanationsList()).anyMatch(it -> it.getTerm().equals("always valid"));
  }

  @Test
  void aLookIsKeptAndStandsUntilTheNext() throws Exception {
    var experiment = with(Design.DESIGN_GROUP_SEQUENTIAL).setKey("wire-looks");
    experiment.getDefinitionBuilder().getPlanBuilder().addAllLooks(List.of(0.5, 1.0));
    neighbours.know(experiment, Recognisable.counted(0));
    var first = results("wire-looks");
    assertThat(first.getLooksCount()).isEqualTo(1);
    assertThat(first.getMetrics(0).getComparisons(0).getTiming()).isEqualTo(Timing.TIMING_AT_LOOKS);

    neighbours.know(experiment, Recognisable.counted(1));
    var between = results("wire-looks");

    assertThat(between.getMetricsList()).isEqualTo(first.getMetricsList());
    assertThat(between.getLooksList()).isEqualTo(first.getLooksList());
    assertThat(between.getVariants(0).getExposedUnits()).isEqualTo(6_000);
    var newer = Recognisable.numbers(Recognisable.all(experiment, Recognisable.counted(1)));
    var page = page("wire-looks");
    var json = ProtoJson.print(ResultsTest.withoutTimes(parse(json("wire-looks"))));
    var known = first.toString();
    assertThat(page).contains("results of look 1", "Look 2 is due when");
    assertThat(newer)
        .filteredOn(it -> !known.contains(it))
        .hasSizeGreaterThan(50)
        .filteredOn(it -> page.contains(it) || json.contains(it))
        .isEmpty();
  }

  @Test
  void ofTwoLooksWithOneNumberTheFirstIsKept() {
    var experiment = with(Design.DESIGN_GROUP_SEQUENTIAL).setKey("wire-two");
    experiment.getDefinitionBuilder().getPlanBuilder().addAllLooks(List.of(0.5, 1.0));
    neighbours.know(experiment, Recognisable.counted(0));
    results("wire-two");
    var key = new ExperimentKey("wire-two");

    var kept = looks.of(key).taken().getFirst();

    assertThat(looks.add(key, kept)).isFalse();
    assertThat(looks.of(key).taken()).containsExactly(kept);
    assertThat(kept.sights()).hasSize(3);
    assertThat(kept.over()).isFalse();
  }

  private static Experiment.Builder with(Design design) {
    var experiment = Recognisable.running();
    experiment.getDefinitionBuilder().getPlanBuilder().setDesign(design);
    return experiment;
  }

  private static ExperimentResults parse(String json) throws InvalidProtocolBufferException {
    var reply = GetResultsResponse.newBuilder();
    JsonFormat.parser().merge(json, reply);
    return reply.getResults();
  }

  private static String json(String key) {
    return Callers.http("analyst")
        .get("/v1/experiments/" + key + "/results")
        .then()
        .statusCode(200)
        .extract()
        .asString();
  }

  /** But for its moments, whose fractions are any digits. */
  private static String page(String key) {
    return RestAssured.given()
        .accept("text/html")
        .cookie(HttpIdentity.COOKIE, Callers.token("analyst"))
        .get("/experiments/" + key + "/results")
        .then()
        .statusCode(200)
        .extract()
        .asString()
        .replaceAll("datetime=\"[^\"]*\"", "");
  }

  private ExperimentResults results(String key) {
    return AnalysisServiceGrpc.newBlockingStub(channel)
        .withCallCredentials(Callers.credentials("analyst"))
        .getResults(GetResultsRequest.newBuilder().setExperiment(key).build())
        .getResults();
  }
}
