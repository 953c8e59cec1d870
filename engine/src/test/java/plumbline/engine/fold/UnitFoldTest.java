package plumbline.engine.fold;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import plumbline.engine.fold.UnitEvent.Exposure;
import plumbline.engine.fold.UnitEvent.Outcome;

class UnitFoldTest {
  private static final EventValue OWN = new EventValue.Own();
  private static final FoldMetric BOUGHT = metric(FoldMetric.Kind.PROPORTION, "buy", 0, null);
  private static final FoldMetric SPENT = metric(FoldMetric.Kind.MEAN, "buy", 0, null);
  private static final FoldPlan PLAN = plan(FoldPlan.OPEN, FoldPlan.OPEN, false, BOUGHT, SPENT);

  @Test
  void aUnitThatWasNeverEnrolledContributesNothing() {
    assertThat(UnitFold.fold(PLAN, List.of(buy("b", 150, 5L)))).isEmpty();
    assertThat(UnitFold.fold(PLAN, List.of(see("e", 99, "a")))).as("before the start").isEmpty();
    assertThat(UnitFold.fold(PLAN, List.of(see("e", 150, "z")))).as("unknown variant").isEmpty();
    assertThat(UnitFold.fold(PLAN, List.of(new Exposure("e", 150, "other", "a")))).isEmpty();
    var stopped = plan(200, FoldPlan.OPEN, false, BOUGHT);
    assertThat(UnitFold.fold(stopped, List.of(see("e", 200, "a")))).as("at the end").isEmpty();
    assertThat(UnitFold.fold(stopped, List.of(see("e", 199, "a")))).isPresent();
  }

  @Test
  void anEnrolledUnitWithoutOutcomesCountsAsZero() {
    assertThat(fold(PLAN, see("e", 100, "b"))).isEqualTo(contribution(1, 100, false, true, 0, 0));
  }

  @Test
  void theEarliestExposureWinsAndTiesGoToTheLowestEventId() {
    assertThat(fold(PLAN, see("x", 120, "b"), see("y", 110, "a")).variant()).isZero();
    assertThat(fold(PLAN, see("y", 110, "a"), see("x", 110, "b")).variant()).isEqualTo(1);
    // As bytes of UTF-8, not as UTF-16: U+FF61 (EF BD A1) sorts before U+1F600 (F0 9F 98 80).
    assertThat(fold(PLAN, see("\uD83D\uDE00", 110, "a"), see("\uFF61", 110, "b")).variant())
        .isEqualTo(1);
  }

  @Test
  void whatHappenedBeforeTheFirstExposureDoesNotCount() {
    var unit = fold(PLAN, buy("1", 109, 7L), see("e", 110, "a"), buy("2", 110, 5L));
    assertThat(unit.values()).containsExactly(BigInteger.ONE, BigInteger.valueOf(5));
  }

  @Test
  void aWindowIsCutByAHaltButNotByAStop() {
    var metric = metric(FoldMetric.Kind.COUNT, "buy", 10, 20L);
    var events =
        List.of(
            see("e", 100, "a"),
            buy("1", 109, null),
            buy("2", 110, null),
            buy("3", 129, null),
            buy("4", 130, null));
    assertThat(value(plan(FoldPlan.OPEN, FoldPlan.OPEN, false, metric), events)).isEqualTo(2);
    assertThat(value(plan(101, FoldPlan.OPEN, false, metric), events)).isEqualTo(2);
    assertThat(value(plan(101, 129, false, metric), events)).isEqualTo(1);
    var unwindowed = metric(FoldMetric.Kind.COUNT, "buy", 10, null);
    assertThat(value(plan(110, FoldPlan.OPEN, false, unwindowed), events)).isZero();
  }

  @Test
  void capAndFloorHoldTheWindowedSum() {
    var metric =
        new FoldMetric("m", FoldMetric.Kind.MEAN, "buy", EventFilter.ALL, OWN, 0, null, -3L, 10L);
    var plan = plan(FoldPlan.OPEN, FoldPlan.OPEN, false, metric);
    assertThat(value(plan, List.of(see("e", 100, "a"), buy("1", 101, 8L), buy("2", 102, 8L))))
        .isEqualTo(10);
    assertThat(value(plan, List.of(see("e", 100, "a"), buy("1", 101, -8L)))).isEqualTo(-3);
  }

  @Test
  void sumsBeyondALongStayExact() {
    var events = new ArrayList<UnitEvent>(List.of(see("e", 100, "a")));
    for (var i = 0; i < 20_000; i++) {
      events.add(buy("b" + i, 101, 1_000_000_000_000_000L));
    }
    assertThat(fold(PLAN, events).values().get(1)).isEqualTo("20000000000000000000");
  }

  @Test
  void aCrossedOverUnitIsAnalysedAsFirstSeenOrLeftOut() {
    var events = List.of(see("1", 100, "a"), see("2", 101, "b"), buy("3", 102, 5L));
    assertThat(fold(PLAN, events)).isEqualTo(contribution(0, 100, true, true, 1, 5));
    var excluding = plan(FoldPlan.OPEN, FoldPlan.OPEN, true, BOUGHT, SPENT);
    assertThat(Aggregate.of(fold(excluding, events)))
        .isEqualTo(new Aggregate(1, 1, 0, List.of(MetricSums.ZERO, MetricSums.ZERO)));
  }

  @Test
  void theOrderOfArrivalDoesNotMatter() {
    var seed = 20260301L;
    var random = new Random(seed);
    for (var round = 0; round < 300; round++) {
      var events = randomEvents(random);
      var expected = UnitFold.fold(PLAN, events);
      Collections.shuffle(events, random);
      assertThat(UnitFold.fold(PLAN, events))
          .as("seed %d round %d", seed, round)
          .isEqualTo(expected);
    }
  }

  @Test
  void addingIsCommutativeAssociativeAndCanBeUndone() {
    var random = new Random(7);
    var units = new ArrayList<Aggregate>();
    while (units.size() < 60) {
      UnitFold.fold(PLAN, randomEvents(random)).map(Aggregate::of).ifPresent(units::add);
    }
    var zero = Aggregate.empty(2);
    var all = units.stream().reduce(zero, Aggregate::plus);
    Collections.shuffle(units, random);
    var left = units.subList(0, 20).stream().reduce(zero, Aggregate::plus);
    var right = units.subList(20, 60).stream().reduce(zero, Aggregate::plus);
    assertThat(right.plus(left)).isEqualTo(all);
    assertThat(all.minus(left)).isEqualTo(right);
    assertThat(all.minus(all)).isEqualTo(zero);
  }

  private static List<UnitEvent> randomEvents(Random random) {
    var events = new ArrayList<UnitEvent>();
    for (var i = 0; i < random.nextInt(12); i++) {
      var at = 95 + random.nextInt(20);
      events.add(
          random.nextInt(3) == 0
              ? see("e" + i, at, random.nextBoolean() ? "a" : "b")
              : buy("e" + i, at, random.nextLong(-50, 1000)));
    }
    return events;
  }

  private static long value(FoldPlan plan, List<UnitEvent> events) {
    return fold(plan, events).values().getFirst().longValueExact();
  }

  private static Contribution fold(FoldPlan plan, UnitEvent... events) {
    return fold(plan, List.of(events));
  }

  private static Contribution fold(FoldPlan plan, List<UnitEvent> events) {
    return UnitFold.fold(plan, events).orElseThrow();
  }

  private static Contribution contribution(
      int variant, long first, boolean crossedOver, boolean analysed, long... values) {
    var exact = java.util.Arrays.stream(values).mapToObj(BigInteger::valueOf).toList();
    return new Contribution(variant, first, crossedOver, analysed, exact);
  }

  private static UnitEvent see(String id, long at, String variant) {
    return new Exposure(id, at, "exp", variant);
  }

  private static UnitEvent buy(String id, long at, @Nullable Long value) {
    return new Outcome(id, at, "buy", value, Map.of());
  }

  private static FoldMetric metric(
      FoldMetric.Kind kind, String event, long delay, @Nullable Long window) {
    return new FoldMetric(
        "m-" + kind, kind, event, EventFilter.ALL, OWN, delay, window, null, null);
  }

  private static FoldPlan plan(
      long enrolEnd, long cut, boolean excludeCrossedOver, FoldMetric... metrics) {
    return new FoldPlan(
        "exp", List.of("a", "b"), 100, enrolEnd, cut, excludeCrossedOver, List.of(metrics));
  }
}
