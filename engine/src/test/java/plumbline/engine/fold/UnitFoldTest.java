package plumbline.engine.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static plumbline.engine.fold.FoldPlan.OPEN;
import static plumbline.engine.fold.PlanSample.OWN;
import static plumbline.engine.fold.PlanSample.buy;
import static plumbline.engine.fold.PlanSample.metric;
import static plumbline.engine.fold.PlanSample.see;
import static plumbline.engine.fold.PlanSample.visit;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import plumbline.engine.fold.FoldMetric.Kind;
import plumbline.engine.fold.UnitEvent.Exposure;

class UnitFoldTest {
  private static final FoldMetric SPENT = metric(Kind.MEAN);
  private static final FoldPlan PLAN = PlanSample.of(metric(Kind.PROPORTION), SPENT).plan();

  @Test
  void aUnitThatWasNeverEnrolledContributesNothing() {
    assertThat(UnitFold.fold(PLAN, List.of(buy("b", 150, 5L)))).isEmpty();
    assertThat(UnitFold.fold(PLAN, List.of(see("e", 99, "a")))).as("before the start").isEmpty();
    assertThat(UnitFold.fold(PLAN, List.of(see("e", 150, "z")))).as("unknown variant").isEmpty();
    assertThat(UnitFold.fold(PLAN, List.of(new Exposure("e", 150, "other", "a")))).isEmpty();
    var stopped = PlanSample.of(SPENT).ends(200, OPEN).plan();
    assertThat(UnitFold.fold(stopped, List.of(see("e", 200, "a")))).as("at the end").isEmpty();
    assertThat(UnitFold.fold(stopped, List.of(see("e", 199, "a")))).isPresent();
  }

  @Test
  void anEnrolledUnitWithoutOutcomesCountsAsZero() {
    assertThat(fold(PLAN, see("e", 100, "b")))
        .isEqualTo(new UnitState(1, 100, "e", false, false, List.of(), amounts(0, 0), List.of()));
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
    assertThat(unit.amounts()).isEqualTo(amounts(1, 5));
  }

  @Test
  void aWindowIsCutByAHaltButNotByAStop() {
    var metric = metric(Kind.COUNT, EventFilter.ALL, OWN, 10, 20L);
    var events =
        List.of(
            see("e", 100, "a"),
            buy("1", 109, null),
            buy("2", 110, null),
            buy("3", 129, null),
            buy("4", 130, null));
    assertThat(amount(PlanSample.of(metric), events)).isEqualTo(2);
    assertThat(amount(PlanSample.of(metric).ends(101, OPEN), events)).isEqualTo(2);
    assertThat(amount(PlanSample.of(metric).ends(101, 129), events)).isEqualTo(1);
    var unwindowed = metric(Kind.COUNT, EventFilter.ALL, OWN, 10, null);
    assertThat(amount(PlanSample.of(unwindowed), events)).isEqualTo(3);
    assertThat(amount(PlanSample.of(unwindowed).ends(110, OPEN), events)).isZero();
  }

  @Test
  void sumsBeyondALongStayExact() {
    var events = new ArrayList<UnitEvent>(List.of(see("e", 100, "a")));
    for (var i = 0; i < 20_000; i++) {
      events.add(buy("b" + i, 101, 1_000_000_000_000_000L));
    }
    assertThat(UnitFold.fold(PLAN, events).orElseThrow().amounts().get(1))
        .isEqualTo("20000000000000000000");
  }

  @Test
  void aCrossedOverUnitIsAnalysedAsFirstSeenOrLeftOut() {
    var unit = fold(PLAN, see("1", 100, "a"), see("2", 101, "b"), buy("3", 102, 5L));
    assertThat(unit)
        .isEqualTo(new UnitState(0, 100, "1", true, false, List.of(), amounts(1, 5), List.of()));
    assertThat(unit.analysed(PLAN)).isTrue();
    assertThat(unit.analysed(PlanSample.of(SPENT).excludingCrossedOver().plan())).isFalse();
  }

  @Test
  void exposuresOfOthersAndOutOfTimeAreNoCrossover() {
    var stopped = PlanSample.of(SPENT).ends(120, OPEN).plan();
    var unit =
        fold(
            stopped,
            see("1", 99, "b"),
            see("2", 100, "a"),
            see("3", 120, "b"),
            see("4", 110, "z"),
            new Exposure("5", 110, "other", "b"));
    assertThat(unit.crossedOver()).isFalse();
    assertThat(fold(stopped, see("2", 100, "a"), see("3", 119, "b")).crossedOver()).isTrue();
  }

  @Test
  void aCovariateEndsAtTheFirstExposureOrAtTheStart() {
    var events =
        List.of(
            see("e", 110, "a"),
            buy("1", 89, 1L),
            buy("2", 90, 10L),
            buy("3", 99, 100L),
            buy("4", 100, 1_000L),
            buy("5", 109, 10_000L),
            buy("6", 110, 100_000L));
    var untilFirst = PlanSample.of(SPENT).lookback(20, false).plan();
    assertThat(UnitFold.fold(untilFirst, events).orElseThrow().amounts())
        .isEqualTo(amounts(100_000, 11_110));
    var untilStart = PlanSample.of(SPENT).lookback(10, true).plan();
    assertThat(UnitFold.fold(untilStart, events).orElseThrow().amounts())
        .isEqualTo(amounts(100_000, 110));
  }

  @Test
  void aRatioHasBothSidesAndBothOfTheLookback() {
    var plan = PlanSample.of(metric(Kind.RATIO)).lookback(20, false).plan();
    var unit =
        fold(
            plan,
            buy("1", 99, 3L),
            visit("2", 99),
            visit("3", 98),
            see("e", 100, "a"),
            buy("4", 100, 7L),
            visit("5", 101),
            visit("6", 102),
            visit("7", 103));
    assertThat(unit.amounts()).as("y, d, x, z").isEqualTo(amounts(7, 3, 3, 2));
  }

  @Test
  void aQuantileCountsEventsThatHaveAValueByBucket() {
    var plan = PlanSample.of(metric(Kind.QUANTILE), SPENT).lookback(20, false).plan();
    var unit =
        fold(
            plan,
            buy("0", 99, 5L),
            see("e", 100, "a"),
            buy("1", 100, 1L),
            buy("2", 100, 1L),
            buy("3", 101, -1L),
            buy("4", 101, 0L),
            buy("5", 101, null));
    assertThat(unit.amounts()).as("n, and of the mean y, x").isEqualTo(amounts(4, 1, 5));
    assertThat(unit.histograms()).hasSize(1);
    assertThat(unit.histograms().getFirst().events()).isEqualTo(Map.of(-1, 1L, 0, 1L, 1, 2L));
  }

  @Test
  void segmentsAreTheCountedExposuresAttributesAsText() {
    var plan = PlanSample.of(SPENT).by("country", "plan", "beta", "none").plan();
    var unit =
        fold(
            plan,
            see("2", 101, "a", Map.of("country", "FR")),
            see(
                "1",
                100,
                "a",
                Map.of("country", "DE", "beta", true, "plan", new BigDecimal("1.50"))));
    assertThat(unit.segments()).containsExactly("DE", "1.5", "true", "");
    var round = fold(plan, see("1", 100, "a", Map.of("plan", new BigDecimal("1E+2"))));
    assertThat(round.segments()).containsExactly("", "100", "", "");
  }

  @Test
  void aFoldThatGoesOnSaysWhenAnEarlierExposureCameLate() {
    var layout = new Layout(PLAN);
    var state = fold(PLAN, see("m", 110, "a"), buy("1", 120, 5L));
    assertThat(UnitFold.from(PLAN, layout, state).add(see("n", 109, "a"))).isFalse();
    assertThat(UnitFold.from(PLAN, layout, state).add(see("l", 110, "a"))).isFalse();
    assertThat(UnitFold.from(PLAN, layout, state).add(see("n", 99, "a"))).isTrue();
    var goingOn = UnitFold.from(PLAN, layout, state);
    assertThat(goingOn.add(see("n", 110, "b"))).isTrue();
    assertThat(goingOn.add(buy("2", 115, 6L))).isTrue();
    assertThat(goingOn.state())
        .contains(
            fold(
                PLAN,
                see("m", 110, "a"),
                buy("1", 120, 5L),
                see("n", 110, "b"),
                buy("2", 115, 6L)));
  }

  private static long amount(PlanSample sample, List<UnitEvent> events) {
    return UnitFold.fold(sample.plan(), events).orElseThrow().amounts().getFirst().longValueExact();
  }

  private static UnitState fold(FoldPlan plan, UnitEvent... events) {
    return UnitFold.fold(plan, List.of(events)).orElseThrow();
  }

  private static List<BigInteger> amounts(long... amounts) {
    return Arrays.stream(amounts).mapToObj(BigInteger::valueOf).toList();
  }
}
