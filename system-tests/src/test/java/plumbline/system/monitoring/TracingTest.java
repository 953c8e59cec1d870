package plumbline.system.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static plumbline.proto.assignment.v1.MetricKind.METRIC_KIND_COUNT;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import plumbline.localstack.ServiceProcess;
import plumbline.system.Experiments;
import plumbline.system.Stack;

/** A call is followed through the services, as a trace and in their logs. */
class TracingTest {
  private static final String KEY = "traced";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static TracedServices services;

  @BeforeAll
  static void start() throws IOException {
    Experiments.start(KEY, Experiments.twoWays("m", METRIC_KIND_COUNT));
    services = TracedServices.start();
  }

  @AfterAll
  static void stop() {
    services.close();
  }

  @Test
  void resultsAreOneTraceThroughThreeServices() throws Exception {
    var trace = "5b8efff798038103d269b633813fc60c";
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() ->
            call(services.analysis(), "/v1/experiments/" + KEY + "/results", "", trace) == 200);
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() ->
            assertThat(spans(trace))
                .extracting(SpanCollector.Seen::service)
                .contains("analysis-service", "assignment-service", "tracking-service"));
    assertThat(spans(trace))
        .filteredOn(it -> it.kind().name().equals("SPAN_KIND_SERVER"))
        .allSatisfy(it -> assertThat(it.experiment()).as(it.toString()).isEqualTo(KEY));
  }

  @Test
  void anExposureIsFollowedToWhereItIsStored() throws Exception {
    var body = "{\"experiment\": \"" + KEY + "\", \"unit\": \"someone-traced\", \"expose\": true}";
    var trace = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> call(services.assignment(), "/v1/assign", body, trace) == 200);
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() ->
            assertThat(services.collector().spans())
                .filteredOn(it ->
                    it.name().endsWith("TrackingService/Track") && it.experiment().equals(KEY))
                .extracting(SpanCollector.Seen::service, SpanCollector.Seen::trace)
                .satisfies(found -> {
                  assertThat(found).hasSizeGreaterThanOrEqualTo(2);
                  assertThat(found.stream().map(it -> it.toList().get(0)))
                      .contains("assignment-service", "tracking-service");
                  assertThat(found.stream().map(it -> it.toList().get(1)).distinct()).hasSize(1);
                }));
    assertThat(spans(trace))
        .anySatisfy(it -> {
          assertThat(it.service()).isEqualTo("assignment-service");
          assertThat(it.experiment()).isEqualTo(KEY);
        });
  }

  @Test
  void whatIsMeasuredNamesATrace() {
    var body = "{\"experiment\": \"" + KEY + "\", \"unit\": \"someone-measured\"}";
    var trace = "cccccccccccccccccccccccccccccccc";
    // One is kept for some seconds before another takes its place.
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(() -> {
          assertThat(call(services.assignment(), "/v1/assign", body, trace)).isEqualTo(200);
          assertThat(openMetrics(services.assignment()))
              .anyMatch(it ->
                  it.startsWith("plumbline_assignment_evaluation_seconds_bucket")
                      && it.contains("trace_id=\"" + trace));
        });
  }

  @Test
  void anIncidentIsLoggedWithItsNumberAndTrace() throws Exception {
    var trace = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
    rename("decision_log", "decision_log_away");
    try {
      assertThat(call(services.assignment(), "/v1/decisions", "", trace)).isEqualTo(500);
    } finally {
      rename("decision_log_away", "decision_log");
    }
    var incident =
        lines(services.assignment()).stream()
            .filter(it -> it.has("incident"))
            .findFirst()
            .orElseThrow();
    assertThat(incident.path("traceId").asText()).isEqualTo(trace);
    assertThat(incident.path("spanId").asText()).hasSize(16);
    assertThat(incident.path("service").asText()).isEqualTo("assignment-service");
    assertThat(incident.path("message").asText()).contains(incident.path("incident").asText());
    assertThat(incident.path("level").asText()).isEqualTo("ERROR");
  }

  @Test
  void everyLineOfTheLogIsJson() throws IOException {
    for (var service : List.of(services.analysis(), services.assignment(), services.tracking())) {
      assertThat(lines(service))
          .anySatisfy(line ->
              assertThat(line.path("message").asText())
                  .startsWith(line.path("service").asText("none"))
                  .contains("started in"))
          .allSatisfy(
              line -> assertThat(service.name()).startsWith(line.path("service").asText("none")));
    }
  }

  private static Set<SpanCollector.Seen> spans(String trace) {
    return services.collector().spans().stream()
        .filter(it -> it.trace().equals(trace))
        .collect(Collectors.toSet());
  }

  /** Posts the body, or gets where there is none, as a part of that trace. */
  private static int call(ServiceProcess service, String path, String body, String trace)
      throws IOException, InterruptedException {
    var role = body.isEmpty() ? "analyst" : "client";
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.httpPort() + path))
            .timeout(Duration.ofSeconds(20))
            .header("traceparent", "00-" + trace + "-eee19b7ec3c1b174-01")
            .header("content-type", "application/json")
            .header(
                "authorization",
                "Bearer " + Stack.get().token("test-" + role, Set.of(role), Duration.ofHours(1)));
    var asked = body.isEmpty() ? request.GET() : request.POST(BodyPublishers.ofString(body));
    return HTTP.send(asked.build(), BodyHandlers.ofString()).statusCode();
  }

  private static List<JsonNode> lines(ServiceProcess service) throws IOException {
    // What is said before the service begins its own work is text.
    var written = Files.readString(service.logFile());
    // The last line may be being written.
    return written
        .substring(0, written.lastIndexOf('\n') + 1)
        .lines()
        .dropWhile(line -> !line.startsWith("{"))
        .map(TracingTest::parse)
        .toList();
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + line, e);
    }
  }

  private static void rename(String from, String to) throws SQLException {
    var database = Stack.get().postgres().database("assignment");
    try (var connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        var statement = connection.createStatement()) {
      statement.execute("ALTER TABLE " + from + " RENAME TO " + to);
    }
  }

  private static List<String> openMetrics(ServiceProcess service)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.httpPort() + "/q/metrics"))
            .header("Accept", "application/openmetrics-text; version=1.0.0; charset=utf-8")
            .build();
    return HTTP.send(request, BodyHandlers.ofString()).body().lines().toList();
  }
}
