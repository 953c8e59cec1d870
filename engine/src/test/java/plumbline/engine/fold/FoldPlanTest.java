package plumbline.engine.fold;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import plumbline.engine.fold.FoldMetric.Kind;

/** What the plan says of the events that are to be read for it. */
class FoldPlanTest {
  private static final EventFilter MOBILE = attributes -> "phone".equals(attributes.get("device"));

  @Test
  void eventsAreThoseOfBothSidesOfARatio() {
    var plan =
        plan(
            EventFilter.NONE,
            count("click", EventFilter.ALL),
            ratio(
                EventSource.events("order", EventFilter.ALL),
                EventSource.events("visit", EventFilter.ALL)));

    assertThat(plan.eventNames()).containsExactlyInAnyOrder("click", "order", "visit");
    assertThat(plan.eventsWithAttributes()).isEmpty();
  }

  @Test
  void attributesAreReadWhereAFilterOrAValueNeedsThem() {
    var plan =
        plan(
            EventFilter.NONE,
            count("click", MOBILE),
            ratio(
                EventSource.events("order", EventFilter.ALL),
                new EventSource("visit", EventFilter.ALL, new EventValue.Attribute("seconds"))));

    assertThat(plan.eventsWithAttributes()).containsExactlyInAnyOrder("click", "visit");
  }

  @Test
  void aPlanWithARuleLeavesUnitsOut() {
    assertThat(plan(MOBILE).excludes()).isTrue();
    assertThat(plan(EventFilter.NONE).excludes()).isFalse();
  }

  @Test
  void quantilesAreFoundByTheirPlace() {
    var layout =
        new Layout(
            PlanSample.of(
                    PlanSample.metric(Kind.QUANTILE),
                    PlanSample.metric(Kind.COUNT),
                    PlanSample.metric(Kind.QUANTILE))
                .plan());

    assertThat(layout.quantiles()).containsExactly(0, 2);
  }

  @Test
  void aUnitsDayIsTheUtcDayOfItsFirstExposureBefore1970Too() {
    assertThat(first(86_400_000_000L * 20_000).day()).isEqualTo(20_000);
    assertThat(first(86_400_000_000L * 20_001 - 1).day()).isEqualTo(20_000);
    assertThat(first(-1).day()).isEqualTo(-1);
  }

  @Test
  void aChangeOfNothingIsZeroAndOfAnyCountOrSumIsNot() {
    assertThat(new Aggregate(0, 0, 0, 0, List.of(BigInteger.ZERO, BigInteger.ZERO)).isZero())
        .isTrue();
    assertThat(
            List.of(
                new Aggregate(1, 0, 0, 0, List.of(BigInteger.ZERO)),
                new Aggregate(0, -1, 0, 0, List.of(BigInteger.ZERO)),
                new Aggregate(0, 0, 1, 0, List.of(BigInteger.ZERO)),
                new Aggregate(0, 0, 0, -1, List.of(BigInteger.ZERO)),
                new Aggregate(0, 0, 0, 0, List.of(BigInteger.ZERO, BigInteger.TWO.negate()))))
        .noneMatch(Aggregate::isZero);
  }

  private static UnitState first(long micros) {
    return new UnitState(0, micros, "e", false, false, List.of(), List.of(), List.of());
  }

  private static FoldPlan plan(EventFilter exclusion, FoldMetric... metrics) {
    return new FoldPlan(
        "checkout",
        List.of("control", "treatment"),
        0,
        FoldPlan.OPEN,
        FoldPlan.OPEN,
        false,
        exclusion,
        List.of(),
        null,
        List.of(metrics));
  }

  private static FoldMetric count(String event, EventFilter filter) {
    return new FoldMetric(
        event, Kind.COUNT, EventSource.events(event, filter), null, 0, null, null, null);
  }

  private static FoldMetric ratio(EventSource above, EventSource below) {
    return new FoldMetric("ratio", Kind.RATIO, above, below, 0, null, null, null);
  }
}
