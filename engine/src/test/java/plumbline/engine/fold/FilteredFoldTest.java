package plumbline.engine.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static plumbline.engine.fold.PlanSample.OWN;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumbline.engine.fold.FoldMetric.Kind;

class FilteredFoldTest {
  private static final EventFilter FAILED =
      attributes ->
          attributes.get("status") instanceof BigDecimal status
              && status.compareTo(BigDecimal.valueOf(500)) >= 0;

  @ParameterizedTest
  @EnumSource(Kind.class)
  void onlyEventsThatTheFilterIncludesCount(Kind kind) {
    var value =
        fold(
            metric(kind, FAILED, OWN),
            request(7, Map.of("status", BigDecimal.valueOf(200))),
            request(20, Map.of("status", BigDecimal.valueOf(500))),
            request(300, Map.of("status", BigDecimal.valueOf(503))),
            request(4_000, Map.of("status", "503")),
            request(50_000, Map.of()));
    assertThat(value)
        .isEqualTo(
            switch (kind) {
              case PROPORTION -> 1;
              case COUNT -> 2;
              case MEAN, RATIO -> 320;
              case QUANTILE -> 2;
            });
  }

  @Test
  void aUnitWhoseEventsAreAllLeftOutCountsAsZero() {
    var ok = request(7, Map.of("status", BigDecimal.valueOf(200)));
    assertThat(fold(metric(Kind.PROPORTION, FAILED, OWN), ok)).isZero();
    assertThat(fold(metric(Kind.MEAN, FAILED, OWN), ok)).isZero();
  }

  @Test
  void aFilterIsAskedOnlyAboutEventsThatWouldCountOtherwise() {
    var asked = new AtomicInteger();
    EventFilter counting = _ -> asked.incrementAndGet() > 0;
    fold(
        metric(Kind.COUNT, counting, OWN),
        request(1, Map.of()),
        new UnitEvent.Outcome("other", 150, "another", null, Map.of()),
        new UnitEvent.Outcome("early", 99, "buy", null, Map.of()));
    assertThat(asked).hasValue(1);
  }

  // Python 3.13: Decimal(x).scaleb(6).to_integral_value(ROUND_HALF_EVEN)
  static Stream<Arguments> anAttributesNumberIsTakenToTheNearestMicroUnit() {
    return Stream.of(
        arguments("0.1", 100_000),
        arguments("1e-7", 0),
        arguments("5e-7", 0),
        arguments("5.000000000000001e-7", 1),
        arguments("0.0000015", 2),
        arguments("0.0000025", 2),
        arguments("-0.0000025", -2),
        arguments("-0.0000035", -4),
        arguments("12.3456785", 12_345_678),
        arguments("12.3456775", 12_345_678),
        arguments("-12.34567851", -12_345_679),
        arguments("1e9", 1_000_000_000_000_000L),
        arguments("-1E+9", -1_000_000_000_000_000L),
        arguments("4.9e-324", 0));
  }

  @ParameterizedTest
  @MethodSource
  void anAttributesNumberIsTakenToTheNearestMicroUnit(String number, long micros) {
    var event = request(7, Map.of("took", new BigDecimal(number)));
    assertThat(fold(sumOf("took"), event)).isEqualTo(micros);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1000000000.000001", "-1e10", "1.7976931348623157e308"})
  void beyondWhatAnEventMayCarryIsNoValue(String number) {
    var event = request(7, Map.of("took", new BigDecimal(number)));
    assertThat(fold(sumOf("took"), event)).isZero();
  }

  @Test
  void whatIsNoNumberIsNoValueButCountsAsAnEvent() {
    var events = new ArrayList<UnitEvent>();
    for (var odd : List.of("12.5", "NaN", "Infinity", "", true)) {
      events.add(request(7, Map.of("took", odd)));
    }
    events.add(request(7, Map.of("other", BigDecimal.ONE)));
    var all = events.toArray(UnitEvent[]::new);
    assertThat(fold(sumOf("took"), all)).as("nor is the event's own value taken").isZero();
    assertThat(fold(metric(Kind.COUNT, EventFilter.ALL, OWN), all)).isEqualTo(6);
  }

  @Test
  void aPlanSaysWhoseAttributesItReads() {
    var plain = metric(Kind.MEAN, EventFilter.ALL, OWN);
    assertThat(plan(plain).eventsWithAttributes()).isEmpty();
    assertThat(plan(plain, metric(Kind.COUNT, FAILED, OWN)).eventsWithAttributes())
        .containsExactly("buy");
    assertThat(plan(sumOf("took")).eventsWithAttributes()).containsExactly("buy");
  }

  /** The metric's sum of y, over this one unit. */
  private static long fold(FoldMetric metric, UnitEvent... outcomes) {
    var events = new ArrayList<>(List.of(outcomes));
    events.add(PlanSample.see("seen", 100, "a"));
    var plan = PlanSample.of(metric).plan();
    var unit = UnitFold.fold(plan, events).orElseThrow();
    var layout = new Layout(plan);
    return layout.metric(Aggregate.of(plan, layout, unit), 0).sum(Term.Y).longValueExact();
  }

  private static FoldPlan plan(FoldMetric... metrics) {
    return PlanSample.of(metrics).plan();
  }

  private static FoldMetric sumOf(String attribute) {
    return metric(Kind.MEAN, EventFilter.ALL, new EventValue.Attribute(attribute));
  }

  private static FoldMetric metric(Kind kind, EventFilter filter, EventValue value) {
    return PlanSample.metric(kind, filter, value, 0, null);
  }

  private static UnitEvent request(long valueMicros, Map<String, ?> attributes) {
    return new UnitEvent.Outcome("r" + valueMicros, 150, "buy", valueMicros, attributes);
  }
}
