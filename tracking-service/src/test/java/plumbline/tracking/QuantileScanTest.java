package plumbline.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.awaitility.Awaitility.await;

import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import plumbline.engine.fold.Buckets;
import plumbline.engine.fold.Histogram;
import plumbline.engine.statistics.HistogramQuantile;
import plumbline.engine.statistics.QuantileScan;
import plumbline.proto.assignment.v1.CrossoverRule;
import plumbline.proto.assignment.v1.Metric;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.tracking.v1.Event;
import plumbline.proto.tracking.v1.ExperimentStatistics;
import plumbline.proto.tracking.v1.MetricStatistics;
import plumbline.proto.tracking.v1.QuantileEdge;
import plumbline.proto.tracking.v1.VariantStatistics;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class QuantileScanTest {
  private static final Path VALUES =
      Path.of("../engine/src/test/resources/reference/data/quantile_events_dev.csv");
  private static final double[] QUANTILES = {0.5, 0.9, 0.95, 0.99};

  /** Of the raw values, by quantile: numpy, type 7; and gbstats 0.8.0, clustered error. */
  private static final Map<String, double[][]> EXPECTED =
      Map.of(
          "control",
          new double[][] {
            {96.5, 4.343629999449219},
            {269.858, 14.627871156030688},
            {336.041, 17.843243734098067},
            {577.726, 100.23054803146113}
          },
          "treatment",
          new double[][] {
            {103.775, 4.101077256573033},
            {271.121, 12.89409578115262},
            {352.4845, 21.545089810882804},
            {628.1145, 79.84021980457327}
          });

  @Test
  void theUnitsOfAFileAddUpToTheLastDigit() throws IOException {
    var units = read();
    Servers.definitions()
        .put(
            Samples.running(
                    "latency",
                    1,
                    metric("p50", 0.5),
                    metric("p90", 0.9),
                    metric("p95", 0.95),
                    metric("p99", 0.99))
                .build());
    send(units);
    var statistics = scanned("latency", it -> values(it).equals("1903 1748"));
    for (var variant : statistics.getVariantsList()) {
      var arm = variant.getVariant().equals("a") ? "control" : "treatment";
      var values = List.copyOf(units.getOrDefault(arm, Map.of()).values());
      for (var i = 0; i < QUANTILES.length; i++) {
        var metric = variant.getMetrics(i);
        assertThat(bars(metric).events()).isEqualTo(plainHistogram(values));
        assertThatScanIsPlain(metric, values);
        assertThatEstimateIsNear(
            metric, QUANTILES[i], EXPECTED.getOrDefault(arm, new double[0][])[i]);
      }
    }
  }

  @Test
  void whoIsNotAnalysedIsNotScanned() {
    var definition = Samples.running("left-out", 1, metric("p50", 0.5));
    definition
        .getDefinitionBuilder()
        .getPlanBuilder()
        .setCrossover(CrossoverRule.CROSSOVER_RULE_EXCLUDE);
    Servers.definitions().put(definition.build());
    try (var client = Client.as("client")) {
      for (var user : List.of("lo-1", "lo-2", "lo-3")) {
        client.track(
            Samples.exposure(user + "-e", user, "left-out", "a", 10).build(),
            slow(user + "-l", user, 7_000_000));
      }
      client.track(Samples.exposure("lo-4-e", "lo-4", "left-out", "a", 10).build());
      scanned("left-out", it -> scanOf(it).getUnits() == 4 && scanOf(it).getSumN().equals("3"));
      client.track(Samples.exposure("lo-2-again", "lo-2", "left-out", "b", 20).build());
    }
    var metric = scanned("left-out", it -> scanOf(it).getUnits() == 3).getVariants(0).getMetrics(0);
    assertThat(metric.getScan().getSumN()).isEqualTo("2");
    assertThat(metric.getScan().getEdgesList())
        .containsExactly(
            QuantileEdge.newBuilder()
                .setBucket(Buckets.of(7_000_000))
                .setSumJ("2")
                .setSumJ2("2")
                .setSumJn("2")
                .build());
  }

  @Test
  void nobodyHasAValue() {
    Servers.definitions().put(Samples.running("silent", 1, metric("p50", 0.5)).build());
    var metric = scanned("silent", _ -> true).getVariants(1).getMetrics(0);
    assertThat(metric.getScan().getUnits()).isZero();
    assertThat(metric.getScan().getSumN()).isEqualTo("0");
    assertThat(metric.getScan().getEdgesList()).isEmpty();
  }

  @Test
  void aMetricThatSaysNoQuantileKeepsNoOtherFromItsScan() {
    Servers.definitions().put(Samples.running("unsaid", 1, metric("p", 0)).build());
    for (var i = 0; i < 4; i++) {
      Servers.definitions().put(Samples.running("beside-" + i, 1, metric("p50", 0.5)).build());
    }
    for (var i = 0; i < 4; i++) {
      assertThat(scanned("beside-" + i, _ -> true).getVariantsList()).hasSize(2);
    }
  }

  private static Metric.Builder metric(String key, double quantile) {
    return Metric.newBuilder()
        .setKey(key)
        .setKind(MetricKind.METRIC_KIND_QUANTILE)
        .setQuantile(quantile)
        .setEventName("slow-page");
  }

  private static Event slow(String id, String user, long micros) {
    return Samples.outcome(id, user, "slow-page", 100).setValueMicros(micros).build();
  }

  /** Micro-units by arm, then by unit. */
  private static Map<String, Map<String, List<Long>>> read() throws IOException {
    var arms = new TreeMap<String, Map<String, List<Long>>>();
    for (var line : Files.readAllLines(VALUES)) {
      var fields = line.split(",", -1);
      if (EXPECTED.containsKey(fields[1])) {
        arms.computeIfAbsent(fields[1], _ -> new LinkedHashMap<>())
            .computeIfAbsent(fields[0], _ -> new ArrayList<>())
            .add(Math.round(Double.parseDouble(fields[2]) * 1e6));
      }
    }
    return arms;
  }

  private static void send(Map<String, Map<String, List<Long>>> arms) {
    var events = new ArrayList<Event>();
    arms.forEach((arm, units) ->
        units.forEach((unit, values) -> {
          var variant = arm.equals("control") ? "a" : "b";
          events.add(Samples.exposure(unit + "-e", unit, "latency", variant, 10).build());
          for (var i = 0; i < values.size(); i++) {
            events.add(slow(unit + "-" + i, unit, values.get(i)));
          }
        }));
    try (var client = Client.as("client")) {
      for (var from = 0; from < events.size(); from += 500) {
        client.track(events.subList(from, Math.min(events.size(), from + 500)));
      }
    }
  }

  private static ExperimentStatistics scanned(
      String experiment, Predicate<ExperimentStatistics> enough) {
    try (var service = Client.as("service")) {
      return await()
          .atMost(Duration.ofSeconds(60))
          .ignoreExceptionsInstanceOf(StatusRuntimeException.class)
          .until(
              () -> service.statistics(experiment),
              it -> it.getPendingBatches() == 0 && scannedAll(it) && enough.test(it));
    }
  }

  private static boolean scannedAll(ExperimentStatistics statistics) {
    return statistics.getVariantsList().stream()
        .flatMap(variant -> variant.getMetricsList().stream())
        .allMatch(metric -> metric.hasScan() && metric.getScan().getTime().getSeconds() > 0);
  }

  private static String values(ExperimentStatistics statistics) {
    return String.join(
        " ",
        statistics.getVariantsList().stream()
            .map(VariantStatistics::getMetricsList)
            .map(metrics -> metrics.getLast().getScan().getSumN())
            .toList());
  }

  private static plumbline.proto.tracking.v1.QuantileScan scanOf(ExperimentStatistics statistics) {
    return statistics.getVariants(0).getMetrics(0).getScan();
  }

  private static Histogram bars(MetricStatistics metric) {
    var events = new TreeMap<Integer, Long>();
    metric.getHistogramList().forEach(bar -> events.put(bar.getBucket(), bar.getEvents()));
    return new Histogram(events);
  }

  private static Map<Integer, Long> plainHistogram(List<List<Long>> units) {
    var events = new TreeMap<Integer, Long>();
    units.forEach(unit -> unit.forEach(it -> events.merge(Buckets.of(it), 1L, Long::sum)));
    return events;
  }

  private static void assertThatScanIsPlain(MetricStatistics metric, List<List<Long>> units) {
    var scan = metric.getScan();
    assertThat(scan.getUnits()).isEqualTo(420);
    long n = 0;
    long n2 = 0;
    for (var unit : units) {
      n += unit.size();
      n2 += (long) unit.size() * unit.size();
    }
    assertThat(List.of(scan.getSumN(), scan.getSumN2()))
        .containsExactly(String.valueOf(n), String.valueOf(n2));
    assertThat(scan.getEdgesList()).hasSize(2);
    for (var edge : scan.getEdgesList()) {
      long sumJ = 0;
      long sumJ2 = 0;
      long sumJn = 0;
      for (var unit : units) {
        var j = unit.stream().filter(it -> Buckets.of(it) <= edge.getBucket()).count();
        sumJ += j;
        sumJ2 += j * j;
        sumJn += j * unit.size();
      }
      assertThat(List.of(edge.getSumJ(), edge.getSumJ2(), edge.getSumJn()))
          .containsExactly(String.valueOf(sumJ), String.valueOf(sumJ2), String.valueOf(sumJn));
    }
  }

  private static void assertThatEstimateIsNear(MetricStatistics metric, double nu, double[] want) {
    var result = HistogramQuantile.estimate(bars(metric), nu, scan(metric), 1e-6);
    var got = (HistogramQuantile.Estimated) result;
    assertThat(got.value()).isCloseTo(want[0], withinPercentage(0.5));
    assertThat(got.standardError()).isCloseTo(want[1], withinPercentage(25));
  }

  private static QuantileScan scan(MetricStatistics metric) {
    var scan = metric.getScan();
    return new QuantileScan(
        scan.getUnits(),
        new BigInteger(scan.getSumN()),
        new BigInteger(scan.getSumN2()),
        scan.getEdgesList().stream()
            .map(edge ->
                new QuantileScan.Edge(
                    edge.getBucket(),
                    new BigInteger(edge.getSumJ()),
                    new BigInteger(edge.getSumJ2()),
                    new BigInteger(edge.getSumJn())))
            .toList());
  }
}
