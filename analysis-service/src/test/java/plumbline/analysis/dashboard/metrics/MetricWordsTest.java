package plumbline.analysis.dashboard.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Durations;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import plumbline.analysis.dashboard.field.Sent;
import plumbline.proto.assignment.v1.Metric;
import plumbline.proto.assignment.v1.MetricDirection;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.assignment.v1.RatioTerm;

class MetricWordsTest {
  static Stream<Metric> metrics() {
    return Stream.of(proportion(), count(), mean(), ratio(), quantile());
  }

  @Test
  void eachKindIsASentence() {
    assertThat(metrics().map(MetricWords::sentence))
        .containsExactly(
            "Share of units with at least one \u201cpurchase\u201d event within 7 days of first"
                + " exposure.",
            "Number of \u201cpurchase\u201d events with plan == \"pro\" for each unit from first"
                + " exposure until enrolment ends.",
            "Sum of the attribute \u201camount\u201d of \u201cpurchase\u201d events for each unit from"
                + " 12 hours to 36 hours after first exposure, at least -0.5, at most 250.",
            "The sum of the values of \u201cpurchase\u201d events, divided by the number of"
                + " \u201cvisit\u201d events, over all units from 1 day after first exposure until"
                + " enrolment ends.",
            "99.9 % quantile of the values of \u201cpurchase\u201d events of all units within 90"
                + " minutes of first exposure.");
  }

  @ParameterizedTest
  @MethodSource("metrics")
  void aMetricGoesThroughItsFormUnchanged(Metric metric) {
    var typed = Sent.fresh(MetricForm.values(metric));

    assertThat(MetricForm.parse(metric.getKey(), typed)).isEqualTo(metric);
  }

  private static Metric proportion() {
    return metric(MetricKind.METRIC_KIND_PROPORTION).setWindow(Durations.fromDays(7)).build();
  }

  private static Metric count() {
    return metric(MetricKind.METRIC_KIND_COUNT).setEventFilter("plan == \"pro\"").build();
  }

  private static Metric mean() {
    return metric(MetricKind.METRIC_KIND_MEAN)
        .setValueAttribute("amount")
        .setDelay(Durations.fromHours(12))
        .setWindow(Durations.fromHours(24))
        .setFloorMicros(-500_000)
        .setCapMicros(250_000_000)
        .build();
  }

  private static Metric ratio() {
    return metric(MetricKind.METRIC_KIND_RATIO)
        .setNumerator(RatioTerm.RATIO_TERM_VALUES)
        .setDenominatorEventName("visit")
        .setDelay(Durations.fromDays(1))
        .build();
  }

  private static Metric quantile() {
    return metric(MetricKind.METRIC_KIND_QUANTILE)
        .setQuantile(0.999)
        .setWindow(Durations.fromMinutes(90))
        .build();
  }

  private static Metric.Builder metric(MetricKind kind) {
    return Metric.newBuilder()
        .setKey("bought")
        .setKind(kind)
        .setEventName("purchase")
        .setDirection(MetricDirection.METRIC_DIRECTION_INCREASE)
        .setOwner("shop team");
  }
}
