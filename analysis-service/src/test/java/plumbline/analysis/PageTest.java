package plumbline.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumbline.analysis.results.Example;
import plumbline.kit.identity.HttpIdentity;
import plumbline.proto.assignment.v1.MetricKind;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class PageTest {
  private Neighbours neighbours;

  @BeforeEach
  void start() {
    neighbours = Neighbours.start();
  }

  @AfterEach
  void stop() throws InterruptedException {
    neighbours.close();
  }

  @Test
  void thePageShowsValuesLiftAndWhisker() {
    neighbours.know(Example.cookieCats().setKey("page-values"), Example.cookieCatsStatistics());

    var page = read("page-values").statusCode(200).extract().asString();

    assertThat(page)
        .contains("Move the first gate", "A later gate keeps players longer", "Stopped")
        .contains("19.02 %", "8,502 / 44,700", "18.20 %", "8,279 / 45,489")
        .contains("\u22124.3 %", "\u22126.9 % to \u22121.7 %", "p\u00a0=\u00a00.0016", "worse")
        .contains("<svg class=\"whisker\"", "<title id=\"m0-1-t\">", "is for the worse.")
        .contains("No sample ratio mismatch", "p\u00a0=\u00a00.0086")
        .contains("Recommended: keep control")
        .containsOnlyOnce("is for the worse.</p>");
  }

  @Test
  void thePageMayRunNothingAndHasNothingInline() {
    neighbours.know(Example.cookieCats().setKey("page-inline"), Example.cookieCatsStatistics());

    var page =
        read("page-inline")
            .header("content-security-policy", containsString("default-src 'none'"))
            .header("x-content-type-options", "nosniff")
            .header("cache-control", containsString("no-store"))
            .contentType("text/html")
            .extract()
            .asString();

    assertThat(page).doesNotContain("<script>", "<style", " style=", "onclick", "onload");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/results", "/health", "/guardrails", "/review", "/decision"})
  void aRunningExperimentsPageHoldsNoNumberOfItsMetrics(String tab) {
    neighbours.know(Example.running().setKey("page-running"), Example.cookieCatsStatistics());

    // The second of a moment may be 4.3.
    var page =
        open("page-running" + tab)
            .statusCode(200)
            .extract()
            .asString()
            .replaceAll("datetime=\"[^\"]*\"", "");

    assertThat(page)
        .contains("Move the first gate", "Running")
        .doesNotContain("8,502", "8502", "8,279", "20,034", "19.02", "4.3", "0.0016", "0.074")
        .doesNotContain("<svg");
  }

  @Test
  void whileMetricsAreWithheldUnitsAreShown() {
    neighbours.know(Example.running().setKey("page-running"), Example.cookieCatsStatistics());

    assertThat(read("page-running").extract().asString())
        .contains("Metrics are withheld", "44,700", "45,489", "retention_7")
        .doesNotContain("Look now");
  }

  @Test
  void aWithheldVerdictSaysFromWhen() {
    neighbours.know(
        Example.cookieCats().setKey("page-from-when"),
        Example.cookieCatsStatistics().setCompleteUpTo(Example.timestamp(Example.STOP)));

    read("page-from-when").body(containsString("They can be shown from <time datetime="));
  }

  @Test
  void anUnboundedLiftIsDrawnWithArrowsAndSaidInWords() {
    neighbours.know(
        Example.stoppedWith(Example.metric("revenue", MetricKind.METRIC_KIND_MEAN, 7))
            .setKey("page-unbounded"),
        Example.statistics(
            Example.arm("gate_30", 2, Example.sums("revenue", 2, "1000000", "25000000000000")),
            Example.arm("gate_40", 2, Example.sums("revenue", 2, "9000000", "45000000000000"))));

    var page = read("page-unbounded").extract().asString();

    assertThat(page)
        .contains("unbounded", "not distinguishable from zero", "+4 EUR", "interval open")
        .contains("<path class=\"cap\" d=\"M22 5", "<path class=\"cap\" d=\"M458 5");
  }

  @Test
  void aBrokenSplitIsAnAlarm() {
    neighbours.know(
        Example.stoppedWith(Example.metric("m", MetricKind.METRIC_KIND_PROPORTION, 7))
            .setKey("page-broken"),
        Example.statistics(
            Example.arm("gate_30", 10_000, Example.share("m", 10_000, 1_000)),
            Example.arm("gate_40", 9_000, Example.share("m", 9_000, 1_500))));

    read("page-broken")
        .body(containsString("Sample ratio mismatch"))
        .body(containsString("not to be trusted"));
  }

  @Test
  void whatPeopleWroteIsEscaped() {
    var hostile = Example.cookieCats().setKey("page-hostile");
    hostile
        .getDefinitionBuilder()
        .setName("<script>alert('name')</script>")
        .setHypothesis("\"><img src=x onerror=alert(1)>")
        .setOwner("<b>owner</b>");
    hostile.getDefinitionBuilder().getMetricsBuilder(0).getMetricBuilder().setUnitOfMeasure("<u>");
    neighbours.know(hostile, Example.cookieCatsStatistics());

    var page = read("page-hostile").statusCode(200).extract().asString();

    assertThat(page)
        .contains("&lt;script&gt;")
        .doesNotContain("<script>", "<img src=x", "<b>", "<u>");
  }

  @Test
  void whatGoesWrongIsAPageWithoutATrace() throws InterruptedException {
    read("nobody").statusCode(404).contentType("text/html").body(containsString("no experiment"));
    read("Not%20A%20Key").statusCode(400).contentType("text/html");
    read("a%3Cscript%3E").statusCode(400).body(containsString("That cannot be read"));
    neighbours.close();
    var page =
        read("cookie_cats")
            .statusCode(503)
            .contentType("text/html")
            .header("retry-after", "1")
            .extract()
            .asString();
    assertThat(page)
        .contains("assignment-service cannot be reached")
        .doesNotContain("Exception", "at plumbline");
  }

  @Test
  void aBrowserWithoutCredentialIsSentToSignIn() {
    RestAssured.given()
        .accept("text/html,application/xhtml+xml")
        .redirects()
        .follow(false)
        .get("/experiments/cookie_cats?x=1")
        .then()
        .statusCode(303)
        .header("location", equalTo("/sign-in?to=%2Fexperiments%2Fcookie_cats%3Fx%3D1"));
  }

  @Test
  void aBrowserWithTheWrongRoleGetsAPage() {
    Callers.http("client")
        .accept("text/html")
        .get("/experiments/cookie_cats")
        .then()
        .statusCode(403)
        .contentType("text/html")
        .body(containsString("analyst"));
  }

  @Test
  void whoAsksForJsonGetsJson() {
    RestAssured.get("/experiments/cookie_cats")
        .then()
        .statusCode(401)
        .body("code", equalTo("UNAUTHENTICATED"));
  }

  @Test
  void styleAndScriptAreServed() {
    RestAssured.get("/assets/plumbline.css").then().statusCode(200).contentType("text/css");
    RestAssured.get("/assets/sign-in.js").then().statusCode(200);
  }

  private static ValidatableResponse read(String key) {
    return open(key + "/results");
  }

  private static ValidatableResponse open(String path) {
    return RestAssured.given()
        .urlEncodingEnabled(false)
        .accept("text/html")
        .cookie(HttpIdentity.COOKIE, Callers.token("analyst"))
        .get("/experiments/" + path)
        .then();
  }
}
