package plumbline.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import plumbline.analysis.results.Example;
import plumbline.proto.analysis.v1.AnalysisServiceGrpc;
import plumbline.proto.analysis.v1.ExperimentResults;
import plumbline.proto.analysis.v1.GetResultsRequest;
import plumbline.proto.analysis.v1.GetResultsResponse;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class ResultsTest {
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
  void grpcAndJsonSayTheSame() throws InvalidProtocolBufferException {
    neighbours.know(Example.cookieCats().setKey("ended"), Example.cookieCatsStatistics());

    var byGrpc = results("ended");
    var json =
        Callers.http("analyst")
            .get("/v1/experiments/ended/results")
            .then()
            .statusCode(200)
            .contentType("application/json")
            .header("cache-control", containsString("no-store"))
            .extract()
            .asString();

    var byJson = GetResultsResponse.newBuilder();
    JsonFormat.parser().merge(json, byJson);
    assertThat(withoutTimes(byJson.getResults())).isEqualTo(withoutTimes(byGrpc));
    assertThat(byGrpc.getMetrics(0).getComparisons(0).getPValue()).isBetween(0.00155, 0.00156);
  }

  @Test
  void theNeighboursSeeThisServicesOwnCredential() {
    neighbours.know(Example.cookieCats().setKey("ended"), Example.cookieCatsStatistics());

    results("ended");

    // Guardrails ask as well, all the time.
    assertThat(neighbours.credentials())
        .hasSizeGreaterThanOrEqualTo(2)
        .allSatisfy(credential -> assertThat(credential).startsWith("Bearer ey"));
    assertThat(neighbours.credentials()).doesNotContain("Bearer " + Callers.token("analyst"));
  }

  @Test
  void aRunningExperimentShowsNoMetric() {
    neighbours.know(Example.running(), Example.cookieCatsStatistics());

    var results = results("cookie_cats");

    assertThat(results.hasWithheld()).isTrue();
    assertThat(results.getMetrics(0).getValuesList()).isEmpty();
    assertThat(results.getVariants(0).getExposedUnits()).isEqualTo(44_700);
    Callers.http("analyst")
        .get("/v1/experiments/cookie_cats/results")
        .then()
        .statusCode(200)
        .body(not(containsString("8502")), not(containsString("20034")));
  }

  @Test
  void aDraftNeedsNoStatistics() {
    neighbours.know(Example.running().clearStartTime());

    assertThat(results("cookie_cats").getWithheld().getReason()).contains("has not started");
  }

  @Test
  void anUnknownExperimentIsNotFound() {
    assertThatThrownBy(() -> results("nobody"))
        .isInstanceOf(StatusRuntimeException.class)
        .hasMessage("NOT_FOUND: no experiment 'nobody'");
    Callers.http("analyst")
        .get("/v1/experiments/nobody/results")
        .then()
        .statusCode(404)
        .body("code", equalTo("NOT_FOUND"));
  }

  @Test
  void whatCannotBeAKeyIsInvalid() {
    assertThatThrownBy(() -> results("No Key")).hasMessageStartingWith("INVALID_ARGUMENT");
    Callers.http("analyst")
        .get("/v1/experiments/No%20Key/results")
        .then()
        .statusCode(400)
        .body("violations[0].field", equalTo("experiment"));
  }

  @Test
  void withoutCredentialOrRoleNothingIsSaid() {
    RestAssured.get("/v1/experiments/cookie_cats/results").then().statusCode(401);
    Callers.http("client").get("/v1/experiments/cookie_cats/results").then().statusCode(403);
    assertThatThrownBy(
            () -> AnalysisServiceGrpc.newBlockingStub(channel).getResults(request("cookie_cats")))
        .hasMessageStartingWith("UNAUTHENTICATED");
    assertThatThrownBy(() -> results("cookie_cats", "client"))
        .hasMessageStartingWith("PERMISSION_DENIED");
  }

  @Test
  void anExperimentThatTrackingDoesNotHaveYetIsUnavailable() {
    neighbours.know(Example.running());

    assertThatThrownBy(() -> results("cookie_cats"))
        .hasMessageStartingWith("UNAVAILABLE")
        .hasMessageContaining("has not reached tracking-service yet");
  }

  @Test
  void aNeighbourThatIsAwayIsNamed() throws InterruptedException {
    neighbours.close();
    assertThatThrownBy(() -> results("cookie_cats"))
        .hasMessageStartingWith("UNAVAILABLE: assignment-service cannot be reached");

    neighbours = Neighbours.startWithoutTracking();
    neighbours.know(Example.running());
    Callers.http("analyst")
        .get("/v1/experiments/cookie_cats/results")
        .then()
        .statusCode(503)
        .header("retry-after", "1")
        .body("message", containsString("tracking-service cannot be reached"));
  }

  @Test
  void whatANeighbourSaysWhileItIsNotReadyIsPassedOn() {
    assertThatThrownBy(() -> results("folding"))
        .hasMessage("UNAVAILABLE: assignment-service: a changed definition is being folded");
  }

  private ExperimentResults results(String experiment) {
    return results(experiment, "analyst");
  }

  private ExperimentResults results(String experiment, String role) {
    return AnalysisServiceGrpc.newBlockingStub(channel)
        .withCallCredentials(Callers.credentials(role))
        .getResults(request(experiment))
        .getResults();
  }

  /** Two requests are not of the same moment. */
  static ExperimentResults withoutTimes(ExperimentResults results) {
    var builder = results.toBuilder().clearAsOf().clearNumbersAsOf();
    builder.getHealthBuilder().clearCompleteness();
    return builder.build();
  }

  private static GetResultsRequest request(String experiment) {
    return GetResultsRequest.newBuilder().setExperiment(experiment).build();
  }
}
