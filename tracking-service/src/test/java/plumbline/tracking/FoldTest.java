package plumbline.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import plumbline.proto.tracking.v1.Event;
import plumbline.proto.tracking.v1.ExperimentStatistics;
import plumbline.proto.tracking.v1.VariantStatistics;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class FoldTest {

  @Test
  void whateverTheOrderTheStatisticsAreWhatPlainSqlSays() throws Exception {
    var seed = 42L;
    var random = new Random(seed);
    Servers.definitions().put(Samples.running("shuffled", 1).build());
    var events = randomEvents(random, "shuffled", 3_000);
    Sending.concurrently(events, random);
    assertThat(lines(folded("shuffled", 1)))
        .as("seed %d", seed)
        .isEqualTo(oracle("shuffled", 999_999));
  }

  @Test
  void eventsThatCameBeforeTheDefinitionAreTakenUpWhenItArrives() throws Exception {
    var random = new Random(1);
    Sending.concurrently(randomEvents(random, "late", 400), random);
    await().until(() -> Sql.ask("SELECT count(*) FROM fold_work").equals("0"));
    Servers.definitions().put(Samples.running("late", 1).build());
    assertThat(lines(folded("late", 1))).isEqualTo(oracle("late", 999_999));
  }

  @Test
  void aStopTakesAwayWhatCameAfterIt() throws Exception {
    var random = new Random(2);
    Servers.definitions().put(Samples.running("stopped", 1).build());
    Sending.concurrently(randomEvents(random, "stopped", 600), random);
    assertThat(lines(folded("stopped", 1))).isEqualTo(oracle("stopped", 999_999));
    var stop = Samples.START.plusSeconds(3_000);
    Servers.definitions()
        .put(Samples.running("stopped", 2).setStopTime(Samples.time(stop)).build());
    assertThat(lines(folded("stopped", 2)))
        .isEqualTo(oracle("stopped", 3_000))
        .isNotEqualTo(oracle("stopped", 999_999));
  }

  @Test
  void anEarlierExposureThatComesLateMovesTheUnit() {
    Servers.definitions().put(Samples.running("moved", 1).build());
    try (var client = Client.as("client")) {
      client.track(
          Samples.exposure("m1", "mover", "moved", "b", 100).build(),
          Samples.outcome("m2", "mover", "buy", 50).setValueMicros(9).build());
      assertThat(lines(folded("moved", 1))).isEqualTo("b 1 0 0 0 0 0");
      client.track(Samples.exposure("m3", "mover", "moved", "a", 40).build());
      await()
          .untilAsserted(() -> assertThat(lines(folded("moved", 1))).isEqualTo("a 1 1 1 9 81 729"));
    }
  }

  @Test
  void anUnknownExperimentIsNotFound() {
    try (var service = Client.as("service")) {
      assertThatThrownBy(() -> service.statistics("nowhere"))
          .isInstanceOfSatisfying(
              StatusRuntimeException.class,
              it -> assertThat(it.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND));
    }
  }

  /** What the statistics must be, by plain SQL over the raw events. */
  private static String oracle(String experiment, long endSeconds) throws Exception {
    return Sql.ask(
        """
        WITH exposure AS (
          SELECT unit, variant, occurred_at,
                 row_number() OVER (PARTITION BY unit ORDER BY occurred_at, event_id) AS nth,
                 min(variant) OVER (PARTITION BY unit) <> max(variant) OVER (PARTITION BY unit)
                   AS crossed_over
          FROM event
          WHERE experiment = '%1$s' AND unit_type = 1 AND variant IN ('a', 'b')
            AND occurred_at >= '%2$s' AND occurred_at < '%3$s'
        ),
        unit_value AS (
          SELECT x.unit, x.variant, x.crossed_over,
                 count(e.unit) AS events, coalesce(sum(e.value_micros), 0) AS spent
          FROM exposure x
          LEFT JOIN event e ON e.unit_type = 1 AND e.unit = x.unit AND e.name = 'buy'
            AND e.occurred_at >= x.occurred_at AND e.occurred_at < '%3$s'
          WHERE x.nth = 1
          GROUP BY x.unit, x.variant, x.crossed_over
        )
        SELECT string_agg(line, ' | ' ORDER BY line) FROM (
          SELECT concat_ws(' ', variant, count(*), count(*) FILTER (WHERE crossed_over),
                   sum(least(events, 1)), sum(spent), sum(spent * spent),
                   sum(spent * spent * spent)) AS line
          FROM unit_value GROUP BY variant) AS lines
        """
            .formatted(experiment, Samples.START, Samples.START.plusSeconds(endSeconds)));
  }

  /** Duplicates, conflicts, crossovers, outcomes before exposure, refunds: all of it. */
  private static List<Event> randomEvents(Random random, String experiment, int count) {
    var events = new ArrayList<Event>();
    for (var i = 0; i < count; i++) {
      var user = experiment + "-" + random.nextInt(count / 6);
      var id = experiment + "-" + random.nextInt(count * 9 / 10);
      var at = random.nextInt(-500, 6_000);
      events.add(
          random.nextInt(4) == 0
              ? Samples.exposure(id, user, experiment, variant(random), at).build()
              : Samples.outcome(id, user, random.nextInt(5) == 0 ? "other" : "buy", at)
                  .setValueMicros(random.nextLong(-10_000_000, 900_000_000_000_000L))
                  .build());
    }
    return events;
  }

  private static String variant(Random random) {
    var draw = random.nextInt(100);
    return draw < 2 ? "z" : draw < 60 ? "a" : "b";
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

  private static String lines(ExperimentStatistics statistics) {
    return String.join(
        " | ",
        statistics.getVariantsList().stream()
            .filter(variant -> variant.getExposedUnits() > 0)
            .map(FoldTest::line)
            .sorted()
            .toList());
  }

  private static String line(VariantStatistics variant) {
    var bought = variant.getMetrics(0);
    var spent = variant.getMetrics(1);
    assertThat(bought.getSumY2()).isEqualTo(bought.getSumY());
    return String.join(
        " ",
        variant.getVariant(),
        String.valueOf(variant.getExposedUnits()),
        String.valueOf(variant.getCrossedOverUnits()),
        bought.getSumY(),
        spent.getSumY(),
        spent.getSumY2(),
        spent.getSumY3());
  }
}
