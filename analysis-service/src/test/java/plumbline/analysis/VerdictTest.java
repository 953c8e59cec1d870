package plumbline.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.grpc.ManagedChannel;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import plumbline.analysis.history.Recorder;
import plumbline.analysis.results.Example;
import plumbline.analysis.study.Observations;
import plumbline.analysis.study.Studies;
import plumbline.proto.analysis.v1.AnalysisServiceGrpc;
import plumbline.proto.analysis.v1.AnalysisServiceGrpc.AnalysisServiceBlockingStub;
import plumbline.proto.analysis.v1.ExperimentResults;
import plumbline.proto.analysis.v1.GetHistoryRequest;
import plumbline.proto.analysis.v1.GetResultsRequest;
import plumbline.proto.analysis.v1.PeekAtResultsRequest;
import plumbline.proto.analysis.v1.ResultsView;
import plumbline.proto.analysis.v1.WatchResultsRequest;
import plumbline.proto.analysis.v1.WatchResultsResponse;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentState;
import plumbline.proto.tracking.v1.ExperimentStatistics;
import plumbline.proto.tracking.v1.VariantStatistics;

/** What is given once and stays, and who looked before. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class VerdictTest {
  private final String key = "v-" + UUID.randomUUID();

  @Inject Recorder recorder;

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
  void theFirstVerdictStaysWhateverArrivesLater() {
    neighbours.know(ended(), Example.cookieCatsStatistics());
    var first = results(ResultsView.RESULTS_VIEW_UNSPECIFIED);
    assertThat(first.hasVerdict()).isTrue();

    neighbours.know(ended(), fewerInTreatment());

    var again = results(ResultsView.RESULTS_VIEW_UNSPECIFIED);
    assertThat(again.getMetricsList()).isEqualTo(first.getMetricsList());
    assertThat(again.getRecommendation()).isEqualTo(first.getRecommendation());
    assertThat(again.getVerdict()).isEqualTo(first.getVerdict());
    var latest = results(ResultsView.RESULTS_VIEW_LATEST);
    assertThat(latest.getMetrics(0).getValues(1).getTotal()).isEqualTo(8_000);
    assertThat(latest.getVerdict().getSupersededView()).isTrue();
    assertThat(latest.getVerdict().getGiveTime()).isEqualTo(first.getVerdict().getGiveTime());
  }

  @Test
  void historyThatIsStillBroughtHasNoVerdictBeforeItIsDecidedOn() {
    neighbours.know(
        ended().setImported(true), Example.statistics(nobody("gate_30"), nobody("gate_40")));
    assertThat(results(ResultsView.RESULTS_VIEW_UNSPECIFIED).hasVerdict()).isFalse();

    neighbours.know(ended().setImported(true), Example.cookieCatsStatistics());
    var brought = results(ResultsView.RESULTS_VIEW_UNSPECIFIED);
    assertThat(brought.hasVerdict()).isFalse();
    assertThat(brought.getMetrics(0).getValues(1).getTotal()).isEqualTo(8_279);

    neighbours.know(
        ended().setImported(true).setState(ExperimentState.EXPERIMENT_STATE_DECIDED),
        Example.cookieCatsStatistics());
    assertThat(results(ResultsView.RESULTS_VIEW_UNSPECIFIED).hasVerdict()).isTrue();
  }

  @Test
  void aSplitThatIsBrokenHasNoVerdict() {
    neighbours.know(
        ended(),
        Example.statistics(
            Example.arm(
                "gate_30",
                44_700,
                Example.share("retention_7", 44_700, 8_502),
                Example.share("retention_1", 44_700, 20_034)),
            Example.arm(
                "gate_40",
                40_000,
                Example.share("retention_7", 40_000, 8_279),
                Example.share("retention_1", 40_000, 20_119))));

    var results = results(ResultsView.RESULTS_VIEW_UNSPECIFIED);

    assertThat(results.getSampleRatio().getMismatch()).isTrue();
    assertThat(results.hasVerdict()).isFalse();
  }

  @Test
  void whoPeeksStaysOnTheRecord() {
    neighbours.know(running(), Example.cookieCatsStatistics());

    var seen = stub("experimenter").peekAtResults(peek("the board meets today")).getResults();

    assertThat(seen.hasWithheld()).isFalse();
    assertThat(seen.getMetrics(0).getValues(0).getTotal()).isEqualTo(8_502);
    var usual = results(ResultsView.RESULTS_VIEW_UNSPECIFIED);
    assertThat(usual.hasWithheld()).isTrue();
    assertThat(usual.getMetrics(0).getValuesList()).isEmpty();
    assertThat(usual.getPeeksList())
        .singleElement()
        .satisfies(it -> {
          assertThat(it.getAuthor()).isEqualTo("ada");
          assertThat(it.getReason()).isEqualTo("the board meets today");
        });
  }

  @Test
  void aPeekNeedsAReasonAndARoleAndSomethingWithheld() {
    neighbours.know(running(), Example.cookieCatsStatistics());
    assertThatThrownBy(() -> stub("experimenter").peekAtResults(peek(" ")))
        .hasMessageStartingWith("INVALID_ARGUMENT")
        .hasMessageContaining("reason");
    assertThatThrownBy(() -> stub("analyst").peekAtResults(peek("curious")))
        .hasMessageStartingWith("PERMISSION_DENIED");
    Callers.http("experimenter")
        .contentType("application/json")
        .body("{\"reason\": \"\"}")
        .post("/v1/experiments/" + key + "/peek")
        .then()
        .statusCode(400)
        .body("violations[0].field", equalTo("reason"));
    assertThat(results(ResultsView.RESULTS_VIEW_UNSPECIFIED).getPeeksList()).isEmpty();

    neighbours.know(ended(), Example.cookieCatsStatistics());
    assertThatThrownBy(() -> stub("experimenter").peekAtResults(peek("late")))
        .hasMessageStartingWith("FAILED_PRECONDITION")
        .hasMessageContaining("nothing is withheld");
  }

  @Test
  void theCourseIsWithheldAndThenShown() throws SQLException {
    neighbours.know(running(), Example.cookieCatsStatistics());
    record(running(), Example.cookieCatsStatistics());
    var withheld = stub("analyst").getHistory(history(""));
    assertThat(withheld.hasWithheld()).isTrue();
    assertThat(withheld.getCoursesList()).isEmpty();

    neighbours.know(ended(), Example.cookieCatsStatistics());
    var course = stub("analyst").getHistory(history("")).getCourses(0);

    assertThat(course.getTreatment()).isEqualTo("gate_40");
    assertThat(course.getPointsList())
        .singleElement()
        .satisfies(point -> {
          assertThat(point.getUnits()).isEqualTo(90_189);
          var effect = point.getAbsolute();
          assertThat(effect.getValue())
              .isCloseTo(
                  8_279 / 45_489.0 - 8_502 / 44_700.0, org.assertj.core.data.Offset.offset(1e-12));
          // Wider than a single look's: it holds at all points at once.
          assertThat(effect.getUpper() - effect.getLower()).isGreaterThan(0.0102);
          assertThat(point.getRelative().getLower()).isLessThan(point.getRelative().getValue());
        });
    assertThatThrownBy(() -> stub("analyst").getHistory(history("nothing")))
        .hasMessageStartingWith("INVALID_ARGUMENT")
        .hasMessageContaining("metric");
  }

  @Test
  void resultsAreWatched() {
    neighbours.know(running(), Example.cookieCatsStatistics());
    Iterator<WatchResultsResponse> stream =
        stub("analyst").watchResults(WatchResultsRequest.newBuilder().setExperiment(key).build());
    assertThat(stream.next().getResults().hasWithheld()).isTrue();

    neighbours.know(ended(), Example.cookieCatsStatistics());

    assertThat(stream.next().getResults().hasVerdict()).isTrue();
  }

  @Test
  void whatCannotBeWatchedSaysSo() {
    var stream =
        stub("analyst")
            .watchResults(WatchResultsRequest.newBuilder().setExperiment("nobody").build());
    assertThatThrownBy(stream::next).hasMessageStartingWith("NOT_FOUND");
    Callers.http("analyst")
        .get("/v1/results?pageSize=501&pageToken=No&states=0")
        .then()
        .statusCode(400)
        .body("message", containsString("page_size"));
  }

  private static VariantStatistics nobody(String variant) {
    return Example.arm(
        variant, 0, Example.share("retention_7", 0, 0), Example.share("retention_1", 0, 0));
  }

  private void record(Experiment.Builder experiment, ExperimentStatistics.Builder counted)
      throws SQLException {
    var study = Studies.parse(experiment.build());
    counted
        .getVariantsBuilderList()
        .forEach(it -> it.clearMaturedMetrics().addAllMaturedMetrics(it.getMetricsList()));
    recorder.record(
        study, Observations.parse(counted.setDefinitionVersion(study.version()).build()));
  }

  private Experiment.Builder ended() {
    return Example.cookieCats().setKey(key);
  }

  private Experiment.Builder running() {
    return Example.running().setKey(key);
  }

  private static ExperimentStatistics.Builder fewerInTreatment() {
    return Example.statistics(
        Example.arm(
            "gate_30",
            44_700,
            Example.share("retention_7", 44_700, 8_502),
            Example.share("retention_1", 44_700, 20_034)),
        Example.arm(
            "gate_40",
            45_489,
            Example.share("retention_7", 45_489, 8_000),
            Example.share("retention_1", 45_489, 20_119)));
  }

  private ExperimentResults results(ResultsView view) {
    return stub("analyst")
        .getResults(GetResultsRequest.newBuilder().setExperiment(key).setView(view).build())
        .getResults();
  }

  private PeekAtResultsRequest peek(String reason) {
    return PeekAtResultsRequest.newBuilder().setExperiment(key).setReason(reason).build();
  }

  private GetHistoryRequest history(String metric) {
    return GetHistoryRequest.newBuilder().setExperiment(key).setMetric(metric).build();
  }

  private AnalysisServiceBlockingStub stub(String role) {
    return AnalysisServiceGrpc.newBlockingStub(channel)
        .withCallCredentials(Callers.credentials(role));
  }
}
