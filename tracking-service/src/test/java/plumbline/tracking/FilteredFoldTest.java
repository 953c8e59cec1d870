package plumbline.tracking;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import plumbline.proto.assignment.v1.Metric;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.tracking.v1.AttributeValue;
import plumbline.proto.tracking.v1.Event;
import plumbline.proto.tracking.v1.ExperimentStatistics;

/** Metrics that read events' attributes: events in by the wire, statistics out by the wire. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class FilteredFoldTest {
  private static final String FAILED = "status >= 500";

  @Test
  void aGuardrailCountsTheRequestsThatFailedAndNoOthers() {
    Servers.definitions()
        .put(
            Samples.running(
                    "filtered",
                    1,
                    metric(MetricKind.METRIC_KIND_PROPORTION, FAILED),
                    metric(MetricKind.METRIC_KIND_COUNT, FAILED),
                    metric(MetricKind.METRIC_KIND_MEAN, FAILED),
                    metric(MetricKind.METRIC_KIND_COUNT, ""))
                .build());
    try (var client = Client.as("client")) {
      client.track(
          seen("filtered", "ok", "a"),
          request("ok", 5, Samples.number(200)),
          request("ok", 5, Samples.number(499.9)),
          seen("filtered", "one", "a"),
          request("one", 5, Samples.number(200)),
          request("one", 7, Samples.number(500)),
          seen("filtered", "two", "b"),
          request("two", 11, Samples.number(503)),
          request("two", 13, Samples.number(599)),
          seen("filtered", "odd", "b"),
          request("odd", 17, Samples.text("503")),
          request("odd", 17, Samples.bool(true)),
          request("odd", 17, AttributeValue.getDefaultInstance()));
    }
    var statistics = folded("filtered", 1);
    assertThat(sums(statistics, "a")).containsExactly("1 1", "1 1", "7 49", "4 8");
    assertThat(sums(statistics, "b")).containsExactly("1 1", "2 4", "24 576", "5 13");
    assertThat(metrics())
        .as("two values of another type, asked about for each of three metrics or more")
        .containsPattern(
            "plumbline_fold_filter_errors_total\\{experiment=\"filtered\"} ([6-9]|[1-9]\\d+)");
  }

  @Test
  void anAttributesNumberIsSummedExactly() {
    Servers.definitions()
        .put(
            Samples.running(
                    "measured",
                    1,
                    metric(MetricKind.METRIC_KIND_MEAN, "").setValueAttribute("status"),
                    metric(MetricKind.METRIC_KIND_MEAN, "status < 0").setValueAttribute("status"))
                .build());
    var events = new ArrayList<Event>();
    // One unit each, so that the moments tell them apart: ties go to even.
    for (var value : List.of(0.1, 1e-7, 12.3456785, 0.0000015, 3e9, -2.5, -0.0000025)) {
      events.add(seen("measured", "m" + value, "a"));
      events.add(request("m" + value, 1_000, Samples.number(value)));
    }
    for (var text : List.of("NaN", "Infinity", "12.5", "")) {
      events.add(seen("measured", "t" + text + ".", "b"));
      events.add(request("t" + text + ".", 1_000, Samples.text(text)));
    }
    try (var client = Client.as("client")) {
      client.track(events);
    }
    var statistics = folded("measured", 1);
    assertThat(sums(statistics, "a"))
        .containsExactly(
            moments(100_000, 0, 12_345_678, 2, 0, -2_500_000, -2), moments(-2_500_000, -2));
    assertThat(sums(statistics, "b")).containsExactly("0 0", "0 0");
    assertThat(statistics.getVariants(1).getExposedUnits()).isEqualTo(4);
  }

  @Test
  void anAttributeSentAsJsonIsTheDecimalThatWasWritten() {
    Servers.definitions()
        .put(
            Samples.running(
                    "by-json",
                    1,
                    metric(MetricKind.METRIC_KIND_MEAN, "ok").setValueAttribute("took"))
                .build());
    try (var client = Client.as("client")) {
      client.track(seen("by-json", "json", "a"));
    }
    given()
        .header("authorization", "Bearer " + Servers.token("client", Duration.ofMinutes(1)))
        .contentType("application/json")
        .body(
            """
            {"events": [{"eventId": "json-1", "units": {"user": "filtered-json"}, "name": "request",
              "occurredAt": "%s", "attributes": {"took": 0.1234565, "ok": true}}]}
            """
                .formatted(Samples.START.plusSeconds(70)))
        .post("/v1/events")
        .then()
        .statusCode(200);
    assertThat(sums(folded("by-json", 1), "a")).containsExactly(moments(123_456));
  }

  @Test
  void aFilterThatCannotBeCompiledCountsNothingAndHoldsUpNobody() {
    Servers.definitions()
        .put(
            Samples.running(
                    "broken",
                    1,
                    metric(MetricKind.METRIC_KIND_COUNT, "status >="),
                    metric(MetricKind.METRIC_KIND_COUNT, ""))
                .build());
    try (var client = Client.as("client")) {
      client.track(seen("broken", "br", "a"), request("br", 1, Samples.number(500)));
    }
    assertThat(sums(folded("broken", 1), "a")).containsExactly("0 0", "1 1");
    assertThat(metrics()).contains("plumbline_fold_filter_errors_total{experiment=\"broken\"}");
  }

  @Test
  void theSameVersionFromAnotherDatabaseIsAnotherDefinition() {
    var before = metric(MetricKind.METRIC_KIND_COUNT, "status == 1");
    var after = metric(MetricKind.METRIC_KIND_COUNT, "status == 2");
    Servers.definitions().put(Samples.running("moved-db", 1, before).build());
    try (var client = Client.as("client")) {
      client.track(
          seen("moved-db", "mover", "a"),
          request("mover", 1, Samples.number(1)),
          request("mover", 1, Samples.number(2)),
          request("mover", 1, Samples.number(2)));
      assertThat(sums(folded("moved-db", 1), "a")).containsExactly("1 1");
      Servers.definitions().moveTo("other", Samples.running("moved-db", 1, after).build());
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> {
            // Something new folds the unit again.
            client.track(request("mover", 1, Samples.number(3)));
            assertThat(sums(folded("moved-db", 1), "a")).containsExactly("2 4");
          });
    }
  }

  private static Metric.Builder metric(MetricKind kind, String filter) {
    return Metric.newBuilder()
        .setKey("m-" + UUID.randomUUID())
        .setKind(kind)
        .setEventName("request")
        .setEventFilter(filter);
  }

  private static Event seen(String experiment, String user, String variant) {
    return Samples.exposure("seen-" + user, unit(user), experiment, variant, 60).build();
  }

  private static String unit(String user) {
    return "filtered-" + user;
  }

  /** With a status, unless that is nothing. */
  private static Event request(String user, long valueMicros, AttributeValue status) {
    var event =
        Samples.outcome(UUID.randomUUID().toString(), unit(user), "request", 70)
            .setValueMicros(valueMicros);
    return status.equals(AttributeValue.getDefaultInstance())
        ? event.build()
        : event.putAttributes("status", status).build();
  }

  private static ExperimentStatistics folded(String experiment, long version) {
    try (var service = Client.as("service")) {
      return await()
          .atMost(Duration.ofSeconds(60))
          .ignoreExceptionsInstanceOf(StatusRuntimeException.class)
          .until(
              () -> service.statistics(experiment),
              it -> it.getDefinitionVersion() == version && it.getPendingBatches() == 0);
    }
  }

  /** Σy and Σy² of each metric. */
  private static List<String> sums(ExperimentStatistics statistics, String variant) {
    return statistics.getVariantsList().stream()
        .filter(it -> it.getVariant().equals(variant))
        .flatMap(it -> it.getMetricsList().stream())
        .map(it -> it.getSumY() + " " + it.getSumY2())
        .toList();
  }

  private static String moments(long... values) {
    return Arrays.stream(values).sum() + " " + Arrays.stream(values).map(y -> y * y).sum();
  }

  private static String metrics() {
    return given().get("/q/metrics").then().statusCode(200).extract().asString();
  }
}
