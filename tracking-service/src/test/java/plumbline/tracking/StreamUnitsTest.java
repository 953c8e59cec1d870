package plumbline.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import plumbline.proto.tracking.v1.Event;
import plumbline.proto.tracking.v1.HistogramBucket;
import plumbline.proto.tracking.v1.MetricStatistics;
import plumbline.proto.tracking.v1.StreamUnitsRequest;
import plumbline.proto.tracking.v1.StreamUnitsResponse;
import plumbline.proto.tracking.v1.UnitRecord;
import plumbline.proto.tracking.v1.UnitValues;
import plumbline.proto.tracking.v1.VariantStatistics;

/** Units one by one: what they add up to is what the statistics say. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class StreamUnitsTest {

  @Test
  void theUnitsAddUpToTheStatisticsToTheLastDigit() throws Exception {
    Servers.definitions().put(Crowd.experiment("each-unit", 1, Crowd.perLoad()).build());
    var crowd = new Crowd(41, "each-unit");
    crowd.send(crowd.events("eu-", 2_500));
    var statistics = Folded.statistics("each-unit", "");

    var messages = read("each-unit", "");

    var header = messages.getFirst().getHeader();
    assertThat(header.getExperiment()).isEqualTo("each-unit");
    assertThat(header.getDefinitionVersion()).isEqualTo(1);
    assertThat(header.getMetricsList()).containsExactly("bought", "spent", "slow", "per-load");
    assertThat(header.getSegmentsList()).containsExactly("country");
    assertThat(header.getPendingBatches()).isZero();
    assertThat(messages).hasSizeGreaterThan(3).allMatch(it -> it.getUnitsCount() <= 500);
    assertThat(messages.stream().skip(1)).noneMatch(StreamUnitsResponse::hasHeader);
    var units = units(messages);
    assertThat(units).extracting(UnitRecord::getUnit).doesNotHaveDuplicates();
    for (var variant : statistics.getVariantsList()) {
      assertThatUnitsAddUpTo(
          variant,
          units.stream().filter(it -> it.getVariant().equals(variant.getVariant())).toList());
    }
    assertThat(units).anyMatch(UnitRecord::getExcluded).anyMatch(UnitRecord::getCrossedOver);
    assertThat(units(read("each-unit", "b")))
        .isEqualTo(units.stream().filter(it -> it.getVariant().equals("b")).toList());
  }

  @Test
  void aUnitIsAsItsEventsSay() {
    Servers.definitions().put(Crowd.experiment("one-unit", 1, Crowd.perLoad()).build());
    try (var client = Client.as("client")) {
      client.track(
          Samples.exposure("ou-x", "ou", "one-unit", "b", 100)
              .putAttributes("country", Samples.text("IT"))
              .build(),
          bought("ou-before", 40, 3_000_000),
          bought("ou-1", 200, 60_000_000),
          bought("ou-2", 300, 1));
    }
    Folded.statistics("one-unit", "");

    assertThat(units(read("one-unit", "")))
        .singleElement()
        .satisfies(unit -> {
          assertThat(unit.getUnit()).isEqualTo("ou");
          assertThat(unit.getVariant()).isEqualTo("b");
          assertThat(unit.getFirstExposure())
              .isEqualTo(Samples.time(Samples.START.plusSeconds(100)));
          assertThat(unit.getSegmentsList()).containsExactly("IT");
          assertThat(unit.getAnalysed()).isTrue();
          assertThat(unit.getMetricsList())
              .extracting(UnitValues::getY, UnitValues::getX, UnitValues::getD, UnitValues::getZ)
              .containsExactly(
                  tuple("1", "1", "", ""),
                  tuple("50000000", "3000000", "", ""),
                  tuple("0", "", "", ""),
                  tuple("60000001", "3000000", "0", "0"));
        });
  }

  @Test
  void withoutUnitsThereIsAHeader() {
    Servers.definitions().put(Crowd.experiment("no-unit", 1).build());
    Folded.statistics("no-unit", "");

    assertThat(read("no-unit", ""))
        .singleElement()
        .matches(it -> it.hasHeader() && it.getUnitsCount() == 0);
  }

  @Test
  void whatIsNotThereIsSaid() {
    Servers.definitions().put(Crowd.experiment("asked-badly", 1).build());
    Folded.statistics("asked-badly", "");

    assertRefused("", "", Status.Code.INVALID_ARGUMENT, "experiment");
    assertRefused("nobody-knows", "", Status.Code.NOT_FOUND, "nobody-knows");
    assertRefused("asked-badly", "c", Status.Code.INVALID_ARGUMENT, "a, b");
  }

  @Test
  void aClientThatIsGoneAndOneThatReadsNothingHoldNoSnapshot() throws Exception {
    manyUnits("read-half", 40_000);
    try (var gone = Client.as("service");
        var slow = Client.as("service")) {
      var first = stream(gone, "read-half");
      var second = stream(slow, "read-half");
      assertThat(first.next().getUnitsCount()).isEqualTo(500);
      assertThat(second.next().getUnitsCount()).isEqualTo(500);
      awaitSnapshots(2);
      gone.close();
      awaitSnapshots(1);
      awaitSnapshots(0);
      assertThatThrownBy(() -> second.forEachRemaining(_ -> {}))
          .isInstanceOfSatisfying(
              StatusRuntimeException.class,
              it -> {
                assertThat(it.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
                assertThat(it.getStatus().getDescription()).contains("not read fast enough");
              });
    }
  }

  @Test
  void noMoreThanAFewAtOnce() throws Exception {
    manyUnits("read-by-many", 20_000);
    try (var client = Client.as("service")) {
      var open = new ArrayList<Iterator<StreamUnitsResponse>>();
      for (var i = 0; i < 4; i++) {
        open.add(stream(client, "read-by-many"));
        open.getLast().next();
      }
      assertThatThrownBy(() -> stream(client, "read-by-many").next())
          .isInstanceOfSatisfying(
              StatusRuntimeException.class,
              it -> assertThat(it.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED));
      for (var stream : open) {
        stream.forEachRemaining(_ -> {});
      }
    }
    awaitSnapshots(0);
    assertThat(units(read("read-by-many", "a"))).hasSize(20_000);
  }

  @Test
  void whoMayReadUnits() {
    for (var role : List.of("reviewer", "client")) {
      try (var client = Client.as(role)) {
        assertThatThrownBy(() -> stream(client, "each-unit").next())
            .isInstanceOfSatisfying(
                StatusRuntimeException.class,
                it ->
                    assertThat(it.getStatus().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED));
      }
    }
  }

  private static void assertRefused(
      String experiment, String variant, Status.Code code, String words) {
    assertThatThrownBy(() -> read(experiment, variant))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            it -> {
              assertThat(it.getStatus().getCode()).isEqualTo(code);
              assertThat(it.getStatus().getDescription()).contains(words);
            });
  }

  private static Event bought(String id, long seconds, long micros) {
    return Samples.outcome(id, "ou", "buy", seconds).setValueMicros(micros).build();
  }

  /** Past the service: that many events would take the test a minute. */
  private static void manyUnits(String experiment, int units) throws Exception {
    Servers.definitions().put(Samples.running(experiment, 1).build());
    Folded.statistics(experiment, "");
    Sql.run(
        """
        INSERT INTO unit_state
        SELECT i %% 16, 1, '%s-' || i || repeat('x', 150), '%s', 0, now(), 'e' || i, false, false,
          '{}', '{1,1000000}'
        FROM generate_series(1, %d) AS i
        """
            .formatted(experiment, experiment, units));
  }

  /** Transactions that hold a snapshot while they wait for their client. */
  private static void awaitSnapshots(int count) {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                Sql.ask(
                    """
                    SELECT count(*) FROM pg_stat_activity
                    WHERE state = 'idle in transaction' AND query LIKE '%FULL JOIN%'
                    """),
            String.valueOf(count)::equals);
  }

  private static void assertThatUnitsAddUpTo(VariantStatistics variant, List<UnitRecord> units) {
    assertThat(units).hasSize((int) variant.getExposedUnits()).hasSizeGreaterThan(500);
    assertThat(units.stream().filter(UnitRecord::getCrossedOver).count())
        .isEqualTo(variant.getCrossedOverUnits());
    assertThat(units.stream().filter(UnitRecord::getExcluded).count())
        .isEqualTo(variant.getExcludedUnits());
    var analysed = units.stream().filter(UnitRecord::getAnalysed).toList();
    assertThat(analysed).hasSize((int) variant.getAnalysedUnits());
    for (var i = 0; i < variant.getMetricsCount(); i++) {
      var metric = i;
      assertThat(sums(variant.getMetrics(i), analysed.stream().map(it -> it.getMetrics(metric))))
          .isEqualTo(Folded.withoutTimes(variant.getMetrics(i)));
    }
    for (var value : variant.getSegments(0).getValuesList()) {
      assertThat(units.stream().filter(it -> it.getSegments(0).equals(value.getValue())).count())
          .isEqualTo(value.getExposedUnits());
    }
  }

  private static MetricStatistics sums(MetricStatistics like, Stream<UnitValues> of) {
    var units = of.toList();
    var sums =
        MetricStatistics.newBuilder()
            .setMetric(like.getMetric())
            .setUnits(units.size())
            .setSumY(sum(units, UnitValues::getY))
            .setSumY2(sum(units, UnitValues::getY, UnitValues::getY))
            .setSumY3(sum(units, UnitValues::getY, UnitValues::getY, UnitValues::getY))
            .setSumX(sum(units, UnitValues::getX))
            .setSumX2(sum(units, UnitValues::getX, UnitValues::getX))
            .setSumXy(sum(units, UnitValues::getX, UnitValues::getY))
            .setSumD(sum(units, UnitValues::getD))
            .setSumD2(sum(units, UnitValues::getD, UnitValues::getD))
            .setSumYd(sum(units, UnitValues::getY, UnitValues::getD))
            .setSumZ(sum(units, UnitValues::getZ))
            .setSumZ2(sum(units, UnitValues::getZ, UnitValues::getZ))
            .setSumXz(sum(units, UnitValues::getX, UnitValues::getZ))
            .setSumYz(sum(units, UnitValues::getY, UnitValues::getZ))
            .setSumDz(sum(units, UnitValues::getD, UnitValues::getZ))
            .setSumXd(sum(units, UnitValues::getX, UnitValues::getD));
    var bars = new TreeMap<Integer, Long>();
    units.forEach(unit ->
        unit.getHistogramList()
            .forEach(bar -> bars.merge(bar.getBucket(), bar.getEvents(), Long::sum)));
    for (Map.Entry<Integer, Long> bar : bars.entrySet()) {
      sums.addHistogram(
          HistogramBucket.newBuilder().setBucket(bar.getKey()).setEvents(bar.getValue()));
    }
    return sums.build();
  }

  /** Of products; empty where units do not have all of them. */
  @SafeVarargs
  private static String sum(List<UnitValues> units, Function<UnitValues, String>... terms) {
    var sum = BigInteger.ZERO;
    for (var unit : units) {
      var product = BigInteger.ONE;
      for (var term : terms) {
        if (term.apply(unit).isEmpty()) {
          return "";
        }
        product = product.multiply(new BigInteger(term.apply(unit)));
      }
      sum = sum.add(product);
    }
    return sum.toString();
  }

  private static List<StreamUnitsResponse> read(String experiment, String variant) {
    try (var client = Client.as("service")) {
      var messages = new ArrayList<StreamUnitsResponse>();
      client
          .statistics
          .streamUnits(
              StreamUnitsRequest.newBuilder().setExperiment(experiment).setVariant(variant).build())
          .forEachRemaining(messages::add);
      return messages;
    }
  }

  private static Iterator<StreamUnitsResponse> stream(Client client, String experiment) {
    return client.statistics.streamUnits(
        StreamUnitsRequest.newBuilder().setExperiment(experiment).build());
  }

  private static List<UnitRecord> units(List<StreamUnitsResponse> messages) {
    return messages.stream().flatMap(it -> it.getUnitsList().stream()).toList();
  }
}
