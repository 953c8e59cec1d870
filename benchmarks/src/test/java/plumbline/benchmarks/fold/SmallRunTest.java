package plumbline.benchmarks.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every part of the benchmark with a few thousand events: that it measures what it says. */
class SmallRunTest {
  private static final long SEED = 1;
  private static final Options OPTIONS =
      Options.parse("CLIENTS=2", "BATCH=100", "UNITS=1000", "EVENTS=4000");
  private static Stand stand;
  private static Meter meter;
  private static Shop shop;

  @BeforeAll
  static void start() throws Exception {
    stand = Stand.start(OPTIONS);
    meter = new Meter(stand);
    shop = new Shop(new Random(SEED), stand.start(), OPTIONS.batch());
  }

  @AfterAll
  static void end() {
    stand.close();
  }

  @Test
  void nothingIsFoldedWhileTheGateIsShut() throws Exception {
    stand.empty();
    stand.gate().shut();
    var work = shop.next(300);
    var backlog = new Backlog(stand.tables());
    for (var batch : work.batches()) {
      stand.toWhole().getFirst().run(batch);
    }
    assertThat(backlog.transactions()).isEqualTo(3);
    assertThat(backlog.age()).isPositive();
    assertThat(stand.tables().number("SELECT count(*) FROM unit_state")).isZero();
    meter.folded(work.events());
    assertThat(backlog.age()).isZero();
    assertThat(stand.tables().number("SELECT count(*) FROM unit_state")).isEqualTo(30);
  }

  @Test
  void allThatIsSentIsFolded() throws Exception {
    var apart = meter.apart(shop.next(1_000));
    assertThat(apart.intake().transactions()).isPositive();
    assertThat(apart.fold().walBytes()).isPositive();
    assertThat(meter.together(shop.next(1_000)).elapsed()).isPositive();
    var outcome = new LagAtLoad(stand, shop, new Random(SEED)).run(1_000, 1);
    assertThat(outcome.load().waits().count()).isEqualTo(10);
    assertThat(outcome.lag().count()).isPositive();
    assertThat(shopUnits()).isEqualTo(100);
  }

  @Test
  void theStatisticsAreThoseOfThePlainQuery() throws Exception {
    stand.empty();
    var population = new Population(stand, SEED, OPTIONS.eventsPerUnit());
    population.store(Stand.SMALL, new Visits.Units(0, 10));
    population.store(Stand.LARGE, new Visits.Units(10, 1_010));
    meter.folded(4_040);
    var times = ReadTimes.measure(stand.statistics(), 3);
    assertThat(times.small().count() + times.large().count()).isEqualTo(6);
    var sizes = Sizes.of(stand.tables());
    assertThat(sizes.events()).isEqualTo(4_040);
    assertThat(sizes.units()).isEqualTo(1_010);
    var kept = Sums.of(stand.statistics().get(Stand.LARGE));
    assertThat(kept.exposed()).isEqualTo(1_000);
    assertThat(kept.variants())
        .allSatisfy(sums -> assertThat(sums).hasSize(19).doesNotContain("", "0"));
    try (var query = new PlainQuery(stand.database(), stand.start())) {
      query.run(Stand.LARGE, Duration.ofSeconds(10)).requireEqual(kept);
      stand.tables().execute("UPDATE event SET value_micros = value_micros + 1 WHERE name = 'buy'");
      var other = query.run(Stand.LARGE, Duration.ofSeconds(10));
      assertThatThrownBy(() -> other.requireEqual(kept))
          .hasMessageContaining("the plain query says");
    }
  }

  @Test
  void aRebuildFindsNoDifference() throws Exception {
    stand.empty();
    var population = new Population(stand, SEED, OPTIONS.eventsPerUnit());
    population.store(Stand.LARGE, new Visits.Units(2_000, 2_100));
    meter.folded(400);
    try (var query = new PlainQuery(stand.database(), stand.start())) {
      var answer = query.run(Stand.LARGE, Duration.ofSeconds(10));
      var anew = new Anew(stand.statistics().rebuild(Stand.LARGE), answer, answer);
      assertThat(anew.rebuild().getUnits()).isEqualTo(100);
      assertThat(anew.rebuilt()).isPositive();
      anew.requireNoDifference();

      stand.tables().execute("UPDATE unit_state SET crossed_over = NOT crossed_over");
      var other = new Anew(stand.statistics().rebuild(Stand.LARGE), answer, answer);
      assertThatThrownBy(other::requireNoDifference).hasMessageContaining("something else");
    }
  }

  private static long shopUnits() {
    return Sums.of(stand.statistics().get(Stand.SHOP)).exposed();
  }
}
