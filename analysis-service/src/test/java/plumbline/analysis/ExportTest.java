package plumbline.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumbline.analysis.results.Example;
import plumbline.analysis.results.Recognisable;
import plumbline.proto.assignment.v1.AuditEntry;
import plumbline.proto.assignment.v1.Decision;
import plumbline.proto.assignment.v1.DecisionOutcome;
import plumbline.proto.assignment.v1.Design;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.tracking.v1.HistogramBucket;
import plumbline.proto.tracking.v1.UnitValues;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class ExportTest {
  private static final Pattern STYLE = Pattern.compile("(?s)<style>(.*?)</style>");

  private static final AtomicInteger KEYS = new AtomicInteger();

  /** A verdict stays as it was first given, so each test has an experiment of its own. */
  private final String key = "export-" + KEYS.incrementAndGet();

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
  void resultsAreRows() {
    neighbours.know(Example.cookieCats().setKey(key), Example.cookieCatsStatistics());

    var rows =
        read("analyst", key + "/results.csv")
            .statusCode(200)
            .contentType("text/csv")
            .header("cache-control", containsString("no-store"))
            .header("content-disposition", "attachment; filename=\"" + key + "-results.csv\"")
            .extract()
            .asString()
            .split("\r\n", -1);

    assertThat(rows).hasSize(4);
    assertThat(rows[0]).startsWith("experiment,metric,role,kind,unit_of_measure,control,treatment");
    assertThat(rows[1])
        .startsWith(key + ",retention_7,primary,proportion,1,gate_30,gate_40,,,44700,0.1902")
        .contains(",45489,0.182", ",-0.0082", ",0.95,0.0015");
    assertThat(rows[2]).startsWith(key + ",retention_1,secondary,");
    assertThat(rows[3]).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"results.csv", "report.html", "units.csv"})
  void whatIsWithheldIsInNoFile(String file) {
    neighbours.know(Example.running().setKey(key), Example.cookieCatsStatistics());
    neighbours
        .units()
        .know(People.header(key, "retention_7", "retention_1"), People.players(20, "gate_30", 1));

    var text = read("admin", key + "/" + file).extract().asString();

    assertThat(text)
        .contains("The plan is one verdict at the end")
        .doesNotContain("8502", "8,502", "8279", "8,279", "20034", "20,034", "0.19", "0.18")
        .doesNotContain("19.02", "18.20", "0.0015", "0.0016", "0.074", "player-");
  }

  @Test
  void unitsAreRefusedWhileResultsAreWithheld() {
    neighbours.know(Example.running().setKey(key), Example.cookieCatsStatistics());

    read("admin", key + "/units.csv")
        .statusCode(409)
        .contentType("application/json")
        .body("code", equalTo("FAILED_PRECONDITION"))
        .body("message", containsString("would say what is withheld"));
    assertThat(neighbours.units().sent()).isZero();
  }

  @Test
  void noNumberThatIsWithheldIsInAnyFile() {
    var experiment = Recognisable.running().setKey(key);
    neighbours.know(experiment, Recognisable.counted(0));
    var numbers = Recognisable.numbers(Recognisable.all(experiment, Recognisable.counted(0)));

    assertThat(numbers).hasSizeGreaterThan(50);
    for (var file : List.of("/results.csv", "/report.html", "/units.csv")) {
      var text = read("admin", key + file).extract().asString();
      assertThat(numbers).as(file).filteredOn(text::contains).isEmpty();
    }
  }

  @Test
  void betweenLooksFilesSayWhatTheLastLookSaid() {
    var experiment = Recognisable.running().setKey(key);
    experiment
        .getDefinitionBuilder()
        .getPlanBuilder()
        .setDesign(Design.DESIGN_GROUP_SEQUENTIAL)
        .addAllLooks(List.of(0.5, 1.0));
    neighbours.know(experiment, Recognisable.counted(0));
    var first =
        read("analyst", key + "/results.csv").statusCode(200).extract().asString()
            + read("analyst", key + "/report.html").statusCode(200).extract().asString();

    neighbours.know(experiment, Recognisable.counted(1));
    var newer = Recognisable.numbers(Recognisable.all(experiment, Recognisable.counted(1)));

    read("analyst", key + "/units.csv").statusCode(409).body(containsString("Look 2 is due"));
    for (var file : List.of("/results.csv", "/report.html")) {
      var text = read("admin", key + file).extract().asString();
      assertThat(newer)
          .as(file)
          .filteredOn(it -> !first.contains(it))
          .hasSizeGreaterThan(50)
          .filteredOn(text::contains)
          .isEmpty();
    }
  }

  @Test
  void unitsAreRowsThatNoSpreadsheetRuns() {
    neighbours.know(Example.cookieCats().setKey(key), Example.cookieCatsStatistics());
    neighbours
        .units()
        .know(
            People.header(key, "retention_7", "=latency"),
            List.of(
                People.unit("plain", "gate_30", Example.START)
                    .addMetrics(UnitValues.newBuilder().setY("1").setX("-5"))
                    .addMetrics(
                        UnitValues.newBuilder()
                            .setY("3")
                            .addHistogram(HistogramBucket.newBuilder().setBucket(-2).setEvents(1))
                            .addHistogram(HistogramBucket.newBuilder().setBucket(7).setEvents(2)))
                    .build(),
                People.unit("=cmd|' /C calc'!A0", "gate_40", Example.START.plusNanos(1_000))
                    .setSegments(0, "+1,\"2\"\n3")
                    .setCrossedOver(true)
                    .addMetrics(People.share(false))
                    .addMetrics(UnitValues.newBuilder().setY("0"))
                    .build()));

    var text =
        read("experimenter", key + "/units.csv")
            .statusCode(200)
            .contentType("text/csv")
            .extract()
            .asString();

    assertThat(text)
        .isEqualTo(
            """
            unit,variant,first_exposure,crossed_over,excluded,analysed,segment.country,\
            retention_7.y,retention_7.d,retention_7.x,retention_7.z,retention_7.histogram,\
            '=latency.y,'=latency.d,'=latency.x,'=latency.z,'=latency.histogram
            plain,gate_30,2026-01-01T00:00:00Z,false,false,true,DE,1,,-5,,,3,,,,'-2:1 7:2
            '=cmd|' /C calc'!A0,gate_40,2026-01-01T00:00:00.000001Z,true,false,true,\
            "'+1,""2""
            3",0,,,,,0,,,,
            """
                .replace("\n", "\r\n")
                .replace("\"\"\r\n3", "\"\"\n3"));
  }

  @Test
  void whatCannotBeReadIsAnAnswerOfItsOwn() {
    neighbours.know(Example.cookieCats().setKey("no-units"), Example.cookieCatsStatistics());

    read("analyst", "no-units/units.csv").statusCode(503).body(containsString("not reached"));
    read("analyst", "nobody/units.csv").statusCode(404);
    read("analyst", "Not%20A%20Key/results.csv").statusCode(400);
    read("analyst", "nobody/report.html").statusCode(404);
    read("reviewer", "no-units/units.csv").statusCode(403);
    read("client", "no-units/results.csv").statusCode(403);
    read("client", "no-units/report.html").statusCode(403);
  }

  @Test
  void unitsAreReadNoFasterThanTheirReaderReads() throws Exception {
    knowMany(400_000);
    var before = neighbours.units().sent();

    try (var body = open()) {
      assertThat(body.readNBytes(4)).isEqualTo("unit".getBytes(StandardCharsets.UTF_8));
      await()
          .during(Duration.ofSeconds(2))
          .atMost(Duration.ofSeconds(10))
          .until(() -> neighbours.units().sent() - before < 400);
    }
    // Nobody reads any more: neither does the service.
    await().atMost(Duration.ofSeconds(20)).until(() -> neighbours.units().cancelled() > 0);
    assertThat(neighbours.units().sent() - before).isLessThan(800);
  }

  @Test
  void allUnitsOfALargeExperimentCome() throws Exception {
    knowMany(100_000);
    try (var body = open()) {
      var lines = 0;
      for (var c = body.read(); c >= 0; c = body.read()) {
        lines += c == '\n' ? 1 : 0;
      }
      assertThat(lines).isEqualTo(100_001);
    }
  }

  @Test
  void aFileThatBreaksOffIsNotTakenForAWholeOne() throws Exception {
    knowMany(100_000);
    neighbours.units().breakAfter(neighbours.units().sent() + 100);

    assertThatThrownBy(
            () -> {
              try (var body = open()) {
                body.readAllBytes();
              }
            })
        .isInstanceOf(IOException.class);
  }

  @Test
  void theReportIsOnePageThatRunsNothing() throws Exception {
    var experiment =
        Example.cookieCats()
            .setKey(key)
            .setDecision(
                Decision.newBuilder()
                    .setOutcome(DecisionOutcome.DECISION_OUTCOME_KEEP_CONTROL)
                    .setReason("The later gate loses players.")
                    .setAuthor("ben"));
    experiment.getPreRegistrationBuilder().setSha256("5ca1ab1e").setAuthor("ann");
    neighbours.know(experiment, Example.cookieCatsStatistics());
    neighbours.know(key, List.of(step("stop", "enough"), step("create", "")));

    var response = read("reviewer", key + "/report.html").statusCode(200).contentType("text/html");

    var policies = response.extract().headers().getValues("content-security-policy");
    var page = response.extract().asString();
    var style = STYLE.matcher(page);
    assertThat(style.find()).isTrue();
    var hash =
        Base64.getEncoder()
            .encodeToString(
                MessageDigest.getInstance("SHA-256")
                    .digest(style.group(1).getBytes(StandardCharsets.UTF_8)));
    assertThat(policies)
        .singleElement()
        .asString()
        .contains("default-src 'none'", "style-src 'sha256-" + hash + "'")
        .doesNotContain("script-src", "'self'");
    assertThat(page)
        .doesNotContain("<script", " style=", "onload", "src=", "<link")
        .contains("A later gate keeps players longer", "5ca1ab1e", "keep control")
        .contains("The later gate loses players.", "44,700", "18.20 %", "enough", "0.0016")
        .contains("is for the worse.", "<caption>Steps</caption>");
    assertThat(page.indexOf(">create<")).isPositive().isLessThan(page.indexOf(">stop<"));
  }

  @Test
  void whatPeopleWroteIsEscaped() {
    var hostile =
        Example.stoppedWith(Example.metric("m", MetricKind.METRIC_KIND_MEAN, 7)).setKey(key);
    hostile
        .getDefinitionBuilder()
        .setName("<script>alert('name')</script>")
        .setHypothesis("\"><img src=x onerror=alert(1)>")
        .setOwner("<b>owner</b>");
    hostile.getDefinitionBuilder().getMetricsBuilder(0).getMetricBuilder().setUnitOfMeasure("=1+1");
    neighbours.know(
        hostile,
        Example.statistics(
            Example.arm("gate_30", 100, Example.sums("m", 100, "10000000", "9000000000000")),
            Example.arm("gate_40", 100, Example.sums("m", 100, "12000000", "9000000000000"))));
    neighbours.know(key, List.of(step("stop", "</style><script>x</script>")));

    assertThat(read("analyst", key + "/report.html").extract().asString())
        .contains("&lt;script&gt;")
        .doesNotContain("<script", "<img", "<b>");
    assertThat(read("analyst", key + "/results.csv").extract().asString())
        .contains(",'=1+1,")
        .doesNotContain(",=1+1");
  }

  private static AuditEntry step(String action, String reason) {
    return AuditEntry.newBuilder()
        .setAction(action)
        .setActor("ann")
        .setReason(reason)
        .setTime(Example.timestamp(Example.STOP))
        .build();
  }

  private void knowMany(int units) {
    neighbours.know(Example.cookieCats().setKey(key), Example.cookieCatsStatistics());
    neighbours
        .units()
        .know(
            People.header(key, "retention_7", "retention_1"), People.players(units, "gate_30", 7));
  }

  private static ValidatableResponse read(String role, String path) {
    return Callers.http(role).urlEncodingEnabled(false).get("/v1/experiments/" + path).then();
  }

  private InputStream open() throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:%d/v1/experiments/%s/units.csv"
                        .formatted(RestAssured.port, key)))
            .header("authorization", "Bearer " + Callers.token("analyst"))
            .build();
    var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    var response = client.send(request, BodyHandlers.ofInputStream());
    assertThat(response.statusCode()).isEqualTo(200);
    return response.body();
  }
}
