package plumbline.engine.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.math.BigInteger;
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
  private static final EventValue OWN = new EventValue.Own();

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
              case MEAN -> 320;
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
        new UnitEvent.Outcome("early", 99, "request", null, Map.of()));
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
        .containsExactly("request");
    assertThat(plan(sumOf("took")).eventsWithAttributes()).containsExactly("request");
  }

  private static long fold(FoldMetric metric, UnitEvent... outcomes) {
    var events = new ArrayList<>(List.of(outcomes));
    events.add(new UnitEvent.Exposure("seen", 100, "exp", "a"));
    var values = UnitFold.fold(plan(metric), events).orElseThrow().values();
    return values.stream().map(BigInteger::longValueExact).findFirst().orElseThrow();
  }

  private static FoldPlan plan(FoldMetric... metrics) {
    return new FoldPlan(
        "exp", List.of("a", "b"), 100, FoldPlan.OPEN, FoldPlan.OPEN, false, List.of(metrics));
  }

  private static FoldMetric sumOf(String attribute) {
    return metric(Kind.MEAN, EventFilter.ALL, new EventValue.Attribute(attribute));
  }

  private static FoldMetric metric(Kind kind, EventFilter filter, EventValue value) {
    return new FoldMetric("m", kind, "request", filter, value, 0, null, null, null);
  }

  private static UnitEvent request(long valueMicros, Map<String, ?> attributes) {
    return new UnitEvent.Outcome("r" + valueMicros, 150, "request", valueMicros, attributes);
  }
}
