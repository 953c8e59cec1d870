package plumbline.tracking.oracle;

import com.google.protobuf.util.Timestamps;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import plumbline.proto.assignment.v1.Metric;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.assignment.v1.RatioTerm;
import plumbline.proto.tracking.v1.Event;

/** One metric of one unit, plainly. */
record PlainUnit(Metric metric, List<Event> events) {
  private static final List<BigDecimal> EDGES = edges();

  /** Powers of 201 / 199, to more digits than any value has. */
  private static List<BigDecimal> edges() {
    var edges = new ArrayList<>(List.of(BigDecimal.ONE));
    while (edges.getLast().compareTo(BigDecimal.TEN.pow(15)) < 0) {
      edges.add(
          edges
              .getLast()
              .multiply(BigDecimal.valueOf(201))
              .divide(BigDecimal.valueOf(199), new MathContext(80)));
    }
    return edges;
  }

  /** The metric's value, and a ratio's denominator, by these names. */
  Map<String, BigDecimal> values(long from, long to, String value, String denominator) {
    var values = new TreeMap<String, BigDecimal>();
    var matching = matching(metric.getEventName(), metric.getEventFilter(), from, to);
    values.put(
        value,
        switch (metric.getKind()) {
          case METRIC_KIND_PROPORTION -> matching.isEmpty() ? BigDecimal.ZERO : BigDecimal.ONE;
          case METRIC_KIND_COUNT -> BigDecimal.valueOf(matching.size());
          case METRIC_KIND_MEAN -> limited(sum(matching, metric.getValueAttribute()));
          case METRIC_KIND_RATIO ->
              term(metric.getNumerator(), matching, metric.getValueAttribute());
          case METRIC_KIND_QUANTILE -> BigDecimal.valueOf(buckets(from, to).size());
          case METRIC_KIND_UNSPECIFIED, UNRECOGNIZED -> throw new IllegalArgumentException();
        });
    if (metric.getKind() == MetricKind.METRIC_KIND_RATIO) {
      var below =
          matching(metric.getDenominatorEventName(), metric.getDenominatorEventFilter(), from, to);
      values.put(
          denominator, term(metric.getDenominator(), below, metric.getDenominatorValueAttribute()));
    }
    return values;
  }

  /** The same of the lookback; a quantile has none. */
  Map<String, BigDecimal> covariates(long from, long to) {
    return metric.getKind() == MetricKind.METRIC_KIND_QUANTILE
        ? Map.of()
        : values(from, to, "x", "z");
  }

  private static BigDecimal term(RatioTerm term, List<Event> events, String attribute) {
    return term == RatioTerm.RATIO_TERM_VALUES
        ? sum(events, attribute)
        : BigDecimal.valueOf(events.size());
  }

  private BigDecimal limited(BigDecimal sum) {
    var limited = sum;
    if (metric.hasFloorMicros()) {
      limited = limited.max(BigDecimal.valueOf(metric.getFloorMicros()));
    }
    if (metric.hasCapMicros()) {
      limited = limited.min(BigDecimal.valueOf(metric.getCapMicros()));
    }
    return limited;
  }

  private List<Event> matching(String name, String filter, long from, long to) {
    return events.stream()
        .filter(event -> !event.hasExposure() && event.getName().equals(name))
        .filter(event -> Rule.of(filter).holds(event.getAttributesMap()))
        .filter(event -> Timestamps.toMicros(event.getOccurredAt()) >= from)
        .filter(event -> Timestamps.toMicros(event.getOccurredAt()) < to)
        .toList();
  }

  private static BigDecimal sum(List<Event> events, String attribute) {
    var sum = BigDecimal.ZERO;
    for (var event : events) {
      var micros = micros(event, attribute);
      sum = micros == null ? sum : sum.add(micros);
    }
    return sum;
  }

  private static @Nullable BigDecimal micros(Event event, String attribute) {
    if (attribute.isEmpty()) {
      return event.hasValueMicros() ? BigDecimal.valueOf(event.getValueMicros()) : null;
    }
    var value = event.getAttributesMap().get(attribute);
    return value != null && value.hasNumberValue()
        ? BigDecimal.valueOf(value.getNumberValue()).movePointRight(6)
        : null;
  }

  /** Of a quantile's events that have a value, each one's bucket. */
  List<Integer> buckets(long from, long to) {
    var buckets = new ArrayList<Integer>();
    if (metric.getKind() == MetricKind.METRIC_KIND_QUANTILE) {
      for (var event : matching(metric.getEventName(), metric.getEventFilter(), from, to)) {
        var micros = micros(event, metric.getValueAttribute());
        if (micros != null) {
          buckets.add(bucket(micros));
        }
      }
    }
    return buckets;
  }

  private static int bucket(BigDecimal micros) {
    if (micros.signum() == 0) {
      return 0;
    }
    var bucket = 0;
    while (micros.abs().compareTo(EDGES.get(bucket)) > 0) {
      bucket++;
    }
    return micros.signum() * (bucket + 1);
  }
}
