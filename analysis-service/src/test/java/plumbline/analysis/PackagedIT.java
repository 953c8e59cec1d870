package plumbline.analysis;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import plumbline.analysis.results.Example;
import plumbline.kit.identity.HttpIdentity;
import plumbline.proto.analysis.v1.AnalysisServiceGrpc;
import plumbline.proto.analysis.v1.GetResultsRequest;

/**
 * What was packaged, the jar or the native executable: above all what a native one finds only if it
 * was told of it, as migrations, templates, styles, contracts and distributions.
 */
@QuarkusIntegrationTest
@QuarkusTestResource(value = PackagedSurroundings.class, restrictToAnnotatedClass = true)
class PackagedIT {
  private static final String KEY = "packaged";

  @BeforeEach
  void awaitReady() {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
  }

  @Test
  void resultsAreComputedAndShownAsJsonByGrpcAndAsAPage() throws Exception {
    try (var neighbours = Neighbours.start()) {
      neighbours.know(Example.cookieCats().setKey(KEY), Example.cookieCatsStatistics());

      Callers.http("analyst")
          .get("/v1/experiments/{key}/results", KEY)
          .then()
          .statusCode(200)
          .body(containsString("retention_7"));
      var channel = Callers.channel();
      try {
        var results =
            AnalysisServiceGrpc.newBlockingStub(channel)
                .withCallCredentials(Callers.credentials("analyst"))
                .getResults(GetResultsRequest.newBuilder().setExperiment(KEY).build());
        assertThat(results.toString()).contains("retention_7");
      } finally {
        channel.shutdownNow();
      }
      given()
          .cookie(HttpIdentity.COOKIE, Callers.token("analyst"))
          .get("/experiments/{key}/results", KEY)
          .then()
          .statusCode(200)
          .body(containsString("8,502 / 44,700"))
          .body(containsString("p\u00a0=\u00a00.0016"));
    }
  }

  @Test
  void thePagesComeWithTheirStyle() {
    given().get("/sign-in").then().statusCode(200).body(containsString("<label for=\"token\">"));
    given().get("/assets/plumbline.css").then().statusCode(200).contentType("text/css");
  }

  @Test
  void withoutATokenNobodyIsServed() {
    given().get("/v1/results").then().statusCode(401);
  }

  @Test
  void itDescribesItselfByTheContractsComments() {
    given()
        .get("/v1/openapi.json")
        .then()
        .statusCode(200)
        .body(containsString("/v1/results"))
        .body(containsString("GetResultsResponse"));
    given().get("/q/metrics").then().statusCode(200).body(containsString("plumbline_"));
  }
}
