package plumbline.engine.fold;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import plumbline.engine.fold.UnitEvent.Exposure;
import plumbline.engine.fold.UnitEvent.Outcome;

/**
 * The oracle: one unit's contribution by looking at all of its events again and again, slowly and
 * with nothing of what the fold is made of.
 */
final class PlainFold {
  private static final BigDecimal RATIO_ABOVE = BigDecimal.valueOf(201);
  private static final BigDecimal RATIO_BELOW = BigDecimal.valueOf(199);

  private final FoldPlan plan;
  private final List<? extends UnitEvent> events;

  private PlainFold(FoldPlan plan, List<? extends UnitEvent> events) {
    this.plan = plan;
    this.events = events;
  }

  /**
   * What is known of the unit; null if it was never enrolled.
   *
   * @param sums by name: `spent yy` is the metric's sum of squares, `took [7]` a bucket's events
   */
  record Unit(
      String variant,
      long firstExposure,
      String firstEvent,
      LocalDate day,
      boolean crossedOver,
      boolean excluded,
      List<String> segments,
      boolean analysed,
      Map<String, BigInteger> sums) {

    /** What it adds to the sums of its variant, without what is 0. */
    Map<String, BigInteger> named() {
      var named = new TreeMap<String, BigInteger>();
      named.put(variant + " exposed", BigInteger.ONE);
      named.put(variant + " crossed over", crossedOver ? BigInteger.ONE : BigInteger.ZERO);
      named.put(variant + " excluded", excluded ? BigInteger.ONE : BigInteger.ZERO);
      named.put(variant + " analysed", analysed ? BigInteger.ONE : BigInteger.ZERO);
      if (analysed) {
        sums.forEach((name, sum) -> named.put(variant + " " + name, sum));
      }
      named.values().removeIf(sum -> sum.signum() == 0);
      return named;
    }
  }

  static @Nullable Unit of(FoldPlan plan, List<? extends UnitEvent> events) {
    return new PlainFold(plan, events).unit();
  }

  private @Nullable Unit unit() {
    Exposure first = null;
    for (var exposure : enrolling()) {
      if (first == null || isBefore(exposure, first)) {
        first = exposure;
      }
    }
    if (first == null) {
      return null;
    }
    var crossedOver = false;
    for (var exposure : enrolling()) {
      crossedOver |= !exposure.variant().equals(first.variant());
    }
    var excluded = excludedBy(first);
    return new Unit(
        first.variant(),
        first.occurredAt(),
        first.eventId(),
        Instant.EPOCH
            .plus(first.occurredAt(), ChronoUnit.MICROS)
            .atZone(ZoneOffset.UTC)
            .toLocalDate(),
        crossedOver,
        excluded,
        segments(first),
        !excluded && !(crossedOver && plan.excludeCrossedOver()),
        sums(first.occurredAt()));
  }

  private List<Exposure> enrolling() {
    var found = new ArrayList<Exposure>();
    for (var event : events) {
      if (event instanceof Exposure exposure
          && exposure.experiment().equals(plan.experiment())
          && plan.variants().contains(exposure.variant())
          && exposure.occurredAt() >= plan.start()
          && exposure.occurredAt() < plan.enrolEnd()) {
        found.add(exposure);
      }
    }
    return found;
  }

  private static boolean isBefore(Exposure one, Exposure other) {
    return one.occurredAt() < other.occurredAt()
        || (one.occurredAt() == other.occurredAt()
            && hex(one.eventId()).compareTo(hex(other.eventId())) < 0);
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
  }

  private boolean excludedBy(Exposure first) {
    var lookback = plan.covariate() == null ? 0 : plan.covariate().lookback();
    for (var event : events) {
      if (event.occurredAt() >= plan.start() - lookback
          && event.occurredAt() <= first.occurredAt()
          && plan.exclusion().includes(event.attributes())) {
        return true;
      }
    }
    return false;
  }

  private List<String> segments(Exposure first) {
    var values = new ArrayList<String>();
    for (var attribute : plan.segments()) {
      values.add(Objects.toString(first.attributes().get(attribute), ""));
    }
    return values;
  }

  private Map<String, BigInteger> sums(long first) {
    var sums = new TreeMap<String, BigInteger>();
    for (var metric : plan.metrics()) {
      var values = new TreeMap<String, BigInteger>();
      var from = first + metric.delay();
      var to =
          metric.window() == null ? plan.enrolEnd() : Math.min(from + metric.window(), plan.cut());
      values.put("y", value(metric, metric.source(), from, to));
      if (metric.denominator() != null) {
        values.put("d", value(metric, metric.denominator(), from, to));
      }
      if (plan.covariate() != null && metric.kind() != FoldMetric.Kind.QUANTILE) {
        var anchor = plan.covariate().untilStart() ? plan.start() : first;
        var back = anchor - plan.covariate().lookback();
        values.put("x", value(metric, metric.source(), back, anchor));
        if (metric.denominator() != null) {
          values.put("z", value(metric, metric.denominator(), back, anchor));
        }
      }
      putProducts(sums, metric.key(), values);
      if (metric.kind() == FoldMetric.Kind.QUANTILE) {
        putHistogram(sums, metric, from, to);
      }
    }
    return sums;
  }

  /** Named by their terms, both ways: `dy` and `yd`. */
  private static void putProducts(
      Map<String, BigInteger> sums, String metric, Map<String, BigInteger> values) {
    values.forEach((one, value) -> {
      sums.put(metric + " " + one, value);
      values.forEach((other, another) -> {
        sums.put(metric + " " + one + other, value.multiply(another));
      });
    });
    sums.put(metric + " yyy", Objects.requireNonNull(values.get("y")).pow(3));
  }

  private List<Outcome> matching(EventSource source, long from, long to) {
    var found = new ArrayList<Outcome>();
    for (var event : events) {
      if (event instanceof Outcome outcome
          && outcome.name().equals(source.eventName())
          && outcome.occurredAt() >= from
          && outcome.occurredAt() < to
          && source.filter().includes(outcome.attributes())) {
        found.add(outcome);
      }
    }
    return found;
  }

  private BigInteger value(FoldMetric metric, EventSource source, long from, long to) {
    var matching = matching(source, from, to);
    var sum = BigDecimal.ZERO;
    var withValue = 0;
    for (var event : matching) {
      var value = source.value() == null ? null : micros(source.value(), event);
      sum = value == null ? sum : sum.add(BigDecimal.valueOf(value));
      withValue += value == null ? 0 : 1;
    }
    var limited = sum;
    if (metric.floorMicros() != null
        && limited.compareTo(BigDecimal.valueOf(metric.floorMicros())) < 0) {
      limited = BigDecimal.valueOf(metric.floorMicros());
    }
    if (metric.capMicros() != null
        && limited.compareTo(BigDecimal.valueOf(metric.capMicros())) > 0) {
      limited = BigDecimal.valueOf(metric.capMicros());
    }
    return switch (metric.kind()) {
      case PROPORTION -> matching.isEmpty() ? BigInteger.ZERO : BigInteger.ONE;
      case COUNT -> BigInteger.valueOf(matching.size());
      case MEAN -> limited.toBigIntegerExact();
      case RATIO ->
          source.value() == null ? BigInteger.valueOf(matching.size()) : sum.toBigIntegerExact();
      case QUANTILE -> BigInteger.valueOf(withValue);
    };
  }

  private static @Nullable Long micros(EventValue value, Outcome event) {
    return switch (value) {
      case EventValue.Own() -> event.valueMicros();
      case EventValue.Attribute(var name) ->
          event.attributes().get(name) instanceof BigDecimal number
              ? Long.valueOf(number.multiply(BigDecimal.valueOf(1_000_000)).longValueExact())
              : null;
    };
  }

  private void putHistogram(Map<String, BigInteger> sums, FoldMetric metric, long from, long to) {
    var value = Objects.requireNonNull(metric.source().value());
    for (var event : matching(metric.source(), from, to)) {
      var micros = micros(value, event);
      if (micros != null) {
        sums.merge(
            "%s [%d]".formatted(metric.key(), bucket(micros)), BigInteger.ONE, BigInteger::add);
      }
    }
  }

  /** Bucket i > 0 is (g^(i-2), g^(i-1)] with g = 201 / 199; the way up is gone step by step. */
  private static int bucket(long micros) {
    if (micros == 0) {
      return 0;
    }
    var bucket = 1;
    var size = BigDecimal.valueOf(micros).abs();
    var upper = BigDecimal.ONE;
    while (size.compareTo(upper) > 0) {
      bucket++;
      upper = upper.multiply(RATIO_ABOVE).divide(RATIO_BELOW, new MathContext(80));
    }
    return micros > 0 ? bucket : -bucket;
  }
}
