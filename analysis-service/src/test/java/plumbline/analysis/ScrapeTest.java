package plumbline.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import plumbline.analysis.results.Recognisable;
import plumbline.kit.identity.AccessTable;
import plumbline.kit.identity.HttpIdentity;
import plumbline.kit.json.ProtoJson;
import plumbline.proto.analysis.v1.AnalysisServiceGrpc;
import plumbline.proto.analysis.v1.AnalysisServiceGrpc.AnalysisServiceBlockingStub;
import plumbline.proto.analysis.v1.GetGuardrailsRequest;
import plumbline.proto.analysis.v1.GetHistoryRequest;
import plumbline.proto.analysis.v1.GetResultsRequest;
import plumbline.proto.analysis.v1.GuardrailServiceGrpc;
import plumbline.proto.analysis.v1.ListResultsRequest;
import plumbline.proto.analysis.v1.ResultsView;
import plumbline.proto.analysis.v1.WatchResultsRequest;

/**
 * Asks a running fixed-horizon experiment everything that there is to ask, and looks in every
 * answer for every number that is withheld. A new route is asked without being listed here.
 */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class ScrapeTest {
  private static final String KEY = "scraped";
  private static final List<String> TABS =
      List.of("overview", "results", "health", "guardrails", "review", "decision");

  private Neighbours neighbours;
  private Set<String> numbers = Set.of();

  @BeforeEach
  void start() {
    neighbours = Neighbours.start();
    var experiment = Recognisable.running().setKey(KEY);
    neighbours.know(experiment, Recognisable.counted(0));
    numbers = Recognisable.numbers(Recognisable.all(experiment, Recognisable.counted(0)));
    assertThat(numbers).hasSizeGreaterThan(50);
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> get("/v1/experiments/" + KEY + "/guardrails").statusCode() == 200);
  }

  @AfterEach
  void stop() throws InterruptedException {
    neighbours.close();
  }

  @Test
  void noRouteSaysWhatIsWithheld() {
    var answered = new ArrayList<String>();
    for (var path : paths()) {
      var answer = get(path);
      assertThat(answer.statusCode()).as(path).isNotEqualTo(500);
      if (answer.statusCode() == 200) {
        answered.add(path);
      }
      assertSilent(path, answer.asString());
    }
    assertThat(answered)
        .contains(
            "/v1/results",
            "/v1/experiments/" + KEY + "/results",
            "/v1/experiments/" + KEY + "/results.csv",
            "/v1/experiments/" + KEY + "/report.html",
            "/v1/experiments/" + KEY + "/history",
            "/experiments/" + KEY,
            "/experiments/" + KEY + "/results",
            "/experiments/" + KEY + "/results/live",
            "/experiments/" + KEY + "/health",
            "/experiments/" + KEY + "/guardrails");
  }

  @Test
  void noRpcSaysWhatIsWithheld() throws InterruptedException {
    var channel = Callers.channel();
    try {
      var results = analysis(channel);
      for (var view :
          List.of(ResultsView.RESULTS_VIEW_UNSPECIFIED, ResultsView.RESULTS_VIEW_LATEST)) {
        assertSilent(
            "GetResults",
            ProtoJson.print(
                results.getResults(
                    GetResultsRequest.newBuilder().setExperiment(KEY).setView(view).build())));
      }
      assertSilent(
          "ListResults",
          ProtoJson.print(results.listResults(ListResultsRequest.newBuilder().build())));
      assertSilent(
          "GetHistory",
          ProtoJson.print(
              results.getHistory(GetHistoryRequest.newBuilder().setExperiment(KEY).build())));
      assertSilent(
          "GetGuardrails",
          ProtoJson.print(
              GuardrailServiceGrpc.newBlockingStub(channel)
                  .withCallCredentials(Callers.credentials("admin"))
                  .getGuardrails(GetGuardrailsRequest.newBuilder().setExperiment(KEY).build())));
    } finally {
      channel.shutdownNow();
    }
  }

  @Test
  void theStreamSaysNoneEither() throws Exception {
    var channel = Callers.channel();
    try (var watching = Context.current().withCancellation()) {
      watching.call(() -> {
        var stream =
            analysis(channel)
                .watchResults(WatchResultsRequest.newBuilder().setExperiment(KEY).build());
        assertThat(stream.hasNext()).isTrue();
        assertSilent("WatchResults", ProtoJson.print(stream.next()));
        return null;
      });
    } finally {
      channel.shutdownNow();
    }
  }

  private static AnalysisServiceBlockingStub analysis(ManagedChannel channel) {
    return AnalysisServiceGrpc.newBlockingStub(channel)
        .withCallCredentials(Callers.credentials("admin"));
  }

  /** Every route to look at, of this experiment or of all. */
  private static List<String> paths() {
    return AccessTable.routes().stream()
        .filter(route -> route.startsWith("GET "))
        .map(route -> route.substring(4))
        .filter(path -> path.contains("{key}") || path.matches("/v1/results|/experiments.*"))
        .filter(path -> !path.endsWith("**"))
        .flatMap(path ->
            path.contains("{tab}")
                ? TABS.stream().map(tab -> path.replace("{tab}", tab))
                : Stream.of(path))
        .map(path -> path.replace("{key}", KEY))
        .toList();
  }

  private static io.restassured.response.Response get(String path) {
    return RestAssured.given()
        .accept(path.startsWith("/v1/") ? "*/*" : "text/html")
        .cookie(HttpIdentity.COOKIE, Callers.token("admin"))
        .redirects()
        .follow(false)
        .get(path);
  }

  /** Moments, what depends on the clock, and hashes hold digits of their own. */
  private void assertSilent(String where, String said) {
    var words =
        said.replaceAll("\\d{4}-\\d{2}-\\d{2}T[0-9:.]+Z", "")
            .replaceAll("\"(lag|days_?[lL]eft)\": ?\"?[0-9.s]+", "")
            .replaceAll("[0-9a-f]{16,}", "");
    assertThat(numbers).as(where).filteredOn(words::contains).isEmpty();
  }
}
