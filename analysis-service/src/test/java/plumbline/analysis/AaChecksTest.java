package plumbline.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.google.protobuf.util.JsonFormat;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import plumbline.analysis.results.Example;
import plumbline.proto.analysis.v1.AaCheck;
import plumbline.proto.analysis.v1.AaVerdict;
import plumbline.proto.analysis.v1.GetAaCheckResponse;
import plumbline.proto.analysis.v1.ListAaChecksResponse;
import plumbline.proto.analysis.v1.RunAaCheckResponse;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentMetric;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.tracking.v1.UnitValues;

/** From an order over the wire to a report, with neighbours that are real servers. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class AaChecksTest {
  private static final long SEED = 42;

  @Inject AgroalDataSource database;

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
  void aCheckOfARunningExperimentShowsRatesAndNothingThatUnitsDid() throws Exception {
    know(Example.running().setKey("aa-running"), 2_000);

    var begun = order("{\"experiment\": \"aa-running\", \"splits\": 200, \"seed\": \"42\"}");
    assertThat(begun.getVerdict()).isEqualTo(AaVerdict.AA_VERDICT_RUNNING);
    assertThat(begun.getMetric()).isEqualTo("retention_7");
    assertThat(begun.getAuthor()).isEqualTo("ada");
    var done = awaitDone(begun.getId());

    assertThat(done.getVerdict()).as("%s", done).isEqualTo(AaVerdict.AA_VERDICT_PASSED);
    assertThat(done.getUnits()).isEqualTo(2_000);
    assertThat(done.getSplitUnits()).isEqualTo(2_000);
    assertThat(done.getDefinitionVersion()).isEqualTo(6);
    assertThat(done.getFixedHorizon().getSplits()).isEqualTo(200);
    assertThat(done.getFixedHorizon().getRate()).isBetween(0.0, 0.12);
    assertThat(done.hasPValues()).isFalse();
    assertThat(done.getPValueCountsList().stream().mapToLong(it -> it).sum()).isEqualTo(200);
    assertThat(done.getBalance().getShare()).isBetween(0.495, 0.505);
    assertThat(done.hasCompleteTime()).isTrue();
    var did =
        People.players(2_000, "gate_30", SEED).stream()
            .filter(it -> it.getMetrics(0).getY().equals("1"))
            .count();
    assertThat(JsonFormat.printer().print(done))
        .doesNotContain("\"" + did + "\"", String.valueOf(did / 2_000.0));

    var again =
        awaitDone(
            order(
                    """
                    {"experiment": "aa-running", "splits": 200, "seed": "42"}
                    """)
                .getId());
    assertThat(again.getId()).isNotEqualTo(done.getId());
    assertThat(withoutTimes(again)).isEqualTo(withoutTimes(done));
    var newest = list("experiment=aa-running&pageSize=1");
    assertThat(newest.getChecksList()).containsExactly(again);
    assertThat(list("experiment=aa-running&pageToken=" + newest.getNextPageToken()).getChecksList())
        .containsExactly(done);
    assertThat(newest.hasLastCompleteTime()).isTrue();
    assertThat(newest.getOverdue()).isFalse();
  }

  @Test
  void onlyOneAtATimeForEachExperiment() throws Exception {
    know(Example.cookieCats().setKey("aa-one"), 1_000);
    var held = new CountDownLatch(1);
    neighbours.units().hold(held);

    var begun = order("{\"experiment\": \"aa-one\", \"splits\": 100}");
    assertThat(begun.getSeed()).isPositive();
    post("{\"experiment\": \"aa-one\"}").statusCode(409).body("code", equalTo("ABORTED"));

    held.countDown();
    awaitDone(begun.getId());
    awaitDone(order("{\"experiment\": \"aa-one\", \"splits\": 100}").getId());
  }

  @Test
  void whatWasBeforeIsSplitForAllVariants() throws Exception {
    var experiment = Example.cookieCats().setKey("aa-before");
    experiment
        .getDefinitionBuilder()
        .getPlanBuilder()
        .getCovariateBuilder()
        .getLookbackBuilder()
        .setSeconds(86_400);
    neighbours.know(experiment, Example.cookieCatsStatistics());
    var units =
        IntStream.range(0, 1_500)
            .mapToObj(i ->
                People.unit("u" + i, i % 3 == 0 ? "gate_30" : "gate_40", Example.START)
                    .addMetrics(UnitValues.newBuilder().setY("0").setX(i % 2 == 0 ? "1" : "0"))
                    .build())
            .toList();
    neighbours.units().know(People.header("aa-before", "retention_7"), units);

    var done =
        awaitDone(
            order("{\"experiment\": \"aa-before\", \"prePeriod\": true, \"splits\": 100}").getId());

    assertThat(done.getVerdict()).isEqualTo(AaVerdict.AA_VERDICT_PASSED);
    assertThat(done.getUnits()).isEqualTo(1_500);
  }

  @Test
  void fewUnitsSayNothing() throws Exception {
    know(Example.cookieCats().setKey("aa-few"), 999);

    var done = awaitDone(order("{\"experiment\": \"aa-few\"}").getId());

    assertThat(done.getVerdict()).isEqualTo(AaVerdict.AA_VERDICT_TOO_FEW);
    assertThat(done.getFindingsList())
        .containsExactly("There are 999 units; with fewer than 1,000 nothing can be said.");
    assertThat(done.hasFixedHorizon()).isFalse();
  }

  @Test
  void whatCannotBeCheckedIsRefused() throws Exception {
    know(Example.cookieCats().setKey("aa-asked"), 10);
    neighbours.know(quantile("aa-quantile"), Example.statistics(Example.arm("gate_30", 2_000)));
    neighbours.know(Example.running().clearStartTime().setKey("aa-draft"));

    post("{\"experiment\": \"A!\"}").statusCode(400).body(containsString("experiment"));
    post("{\"experiment\": \"aa-nobody\"}").statusCode(404);
    post("{\"experiment\": \"aa-asked\", \"splits\": 99, \"seed\": -1}")
        .statusCode(400)
        .body("violations.field", equalTo(List.of("splits", "seed")));
    post("{\"experiment\": \"aa-asked\", \"metric\": \"none\"}")
        .statusCode(400)
        .body(containsString("one of the experiment's"));
    post("{\"experiment\": \"aa-asked\", \"prePeriod\": true}")
        .statusCode(409)
        .body(containsString("no covariate"));
    post("{\"experiment\": \"aa-quantile\"}").statusCode(409).body(containsString("quantile"));
    post("{\"experiment\": \"aa-draft\"}").statusCode(409).body(containsString("not started"));
    Callers.http("reviewer")
        .contentType(ContentType.JSON)
        .body("{\"experiment\": \"aa-asked\"}")
        .post("/v1/aa-checks")
        .then()
        .statusCode(403);
    Callers.http("analyst").get("/v1/aa-checks/999999").then().statusCode(404);
    Callers.http("analyst").get("/v1/aa-checks/x").then().statusCode(400);
    assertThat(list("experiment=aa-asked").getChecksList()).isEmpty();
  }

  @Test
  void whatWasLeftByAProcessThatDiedIsMade() throws Exception {
    know(Example.cookieCats().setKey("aa-left"), 2_000);
    var left =
        AaCheck.newBuilder()
            .setExperiment("aa-left")
            .setMetric("retention_7")
            .setSplits(100)
            .setSeed(SEED)
            .setVerdict(AaVerdict.AA_VERDICT_RUNNING)
            .build();
    insert(left, 3);
    insert(left.toBuilder().setExperiment("aa-left-often").build(), 10);

    var done = awaitDone(list("experiment=aa-left").getChecks(0).getId());
    var often = awaitDone(list("experiment=aa-left-often").getChecks(0).getId());

    assertThat(done.getVerdict()).isEqualTo(AaVerdict.AA_VERDICT_PASSED);
    assertThat(often.getVerdict()).isEqualTo(AaVerdict.AA_VERDICT_BROKEN_OFF);
    assertThat(often.getFindingsList()).containsExactly("It was begun ten times and never ended.");
  }

  @Test
  void whereNoneWasMadeForLongOneIsMadeByItself() throws Exception {
    know(Example.cookieCats().setKey("aa-ended"), 2_000);
    awaitDone(order("{\"experiment\": \"aa-ended\", \"splits\": 100}").getId());
    var newest = Example.timestamp(Example.START.plusSeconds(86_400));
    know(Example.cookieCats().setKey("aa-due").setStartTime(newest), 2_000);
    await().until(() -> ask("SELECT count(*) FROM definition WHERE experiment = 'aa-due'") == 1);
    var held = new CountDownLatch(1);
    neighbours.units().hold(held);
    run(
        "UPDATE aa_check SET completed_at = completed_at - interval '100 days',"
            + " created_at = created_at - interval '100 days'");

    await().atMost(Duration.ofSeconds(30)).until(() -> overdue().equals("1.0"));
    RestAssured.get("/q/health/ready").then().statusCode(200);
    RestAssured.get("/q/health")
        .then()
        .statusCode(200)
        .body(containsString("no A/A check has passed or failed for too long"));
    assertThat(list("pageSize=1").getOverdue()).isTrue();
    held.countDown();

    var made =
        await()
            .atMost(Duration.ofSeconds(60))
            .until(
                () -> list("experiment=aa-due").getChecksList(),
                it -> !it.isEmpty() && it.getFirst().hasCompleteTime())
            .getFirst();
    assertThat(made.getAuthor()).isEqualTo("plumbline");
    assertThat(made.getSplits()).isEqualTo(1_000);
    assertThat(made.getVerdict()).isEqualTo(AaVerdict.AA_VERDICT_PASSED);
    await().atMost(Duration.ofSeconds(20)).until(() -> overdue().equals("0.0"));
    assertThat(list("experiment=aa-due").getChecksList()).hasSize(1);
  }

  private void know(Experiment.Builder experiment, int units) {
    neighbours.know(experiment, Example.cookieCatsStatistics());
    var all = new ArrayList<>(People.players(units, "gate_30", SEED));
    all.addAll(People.players(50, "gate_40", SEED + 1));
    neighbours.units().know(People.header(experiment.getKey(), "retention_7", "retention_1"), all);
  }

  private static Experiment.Builder quantile(String key) {
    var metric =
        ExperimentMetric.newBuilder(Example.metric("latency", MetricKind.METRIC_KIND_QUANTILE, 7));
    metric.getMetricBuilder().setQuantile(0.95);
    return Example.stoppedWith(metric.build()).setKey(key);
  }

  private static AaCheck withoutTimes(AaCheck check) {
    return check.toBuilder().clearId().clearCreateTime().clearCompleteTime().build();
  }

  private static ValidatableResponse post(String body) {
    return Callers.http("analyst")
        .contentType(ContentType.JSON)
        .body(body)
        .post("/v1/aa-checks")
        .then();
  }

  private static AaCheck order(String body) throws Exception {
    var reply = RunAaCheckResponse.newBuilder();
    JsonFormat.parser().merge(post(body).statusCode(200).extract().asString(), reply);
    return reply.getCheck();
  }

  private static AaCheck awaitDone(String id) {
    return await().atMost(Duration.ofSeconds(60)).until(() -> get(id), AaCheck::hasCompleteTime);
  }

  private static AaCheck get(String id) throws Exception {
    var reply = GetAaCheckResponse.newBuilder();
    JsonFormat.parser()
        .merge(
            Callers.http("reviewer")
                .get("/v1/aa-checks/" + id)
                .then()
                .statusCode(200)
                .extract()
                .asString(),
            reply);
    return reply.getCheck();
  }

  private static ListAaChecksResponse list(String query) throws Exception {
    var reply = ListAaChecksResponse.newBuilder();
    JsonFormat.parser()
        .merge(
            Callers.http("analyst")
                .get("/v1/aa-checks?" + query)
                .then()
                .statusCode(200)
                .extract()
                .asString(),
            reply);
    return reply.build();
  }

  private static String overdue() {
    return RestAssured.get("/q/metrics")
        .asString()
        .lines()
        .filter(it -> it.startsWith("plumbline_aa_overdue"))
        .map(it -> it.substring(it.lastIndexOf(' ') + 1))
        .findFirst()
        .orElse("");
  }

  private void insert(AaCheck check, int attempts) throws SQLException {
    try (var connection = database.getConnection();
        var insert =
            connection.prepareStatement(
                """
                INSERT INTO aa_check
                  (experiment, scheduled, created_at, verdict, attempts, next_attempt_at, body)
                VALUES (?, false, now(), 1, ?, now(), ?)
                """)) {
      insert.setString(1, check.getExperiment());
      insert.setInt(2, attempts);
      insert.setBytes(3, check.toByteArray());
      insert.executeUpdate();
    }
  }

  private int ask(String sql) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getInt(1);
    }
  }

  private void run(String sql) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
