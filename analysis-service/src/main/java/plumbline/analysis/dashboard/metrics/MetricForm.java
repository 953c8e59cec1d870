package plumbline.analysis.dashboard.metrics;

import com.google.protobuf.Duration;
import com.google.protobuf.util.Durations;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import plumbline.analysis.dashboard.field.Sent;
import plumbline.kit.failure.Violations;
import plumbline.proto.assignment.v1.Metric;
import plumbline.proto.assignment.v1.MetricCategory;
import plumbline.proto.assignment.v1.MetricDirection;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.assignment.v1.RatioTerm;

/** A metric as a form sends it: fields by the contract's names, times in days, plain numbers. */
final class MetricForm {
  static final String PREFIX = "metric.";
  private static final BigDecimal DAY_MILLIS = BigDecimal.valueOf(86_400_000);
  private static final int DAY_DECIMALS = 12;
  private static final int MICROS = 6;

  private final Sent typed;
  private final Violations violations = new Violations();

  private MetricForm(Sent typed) {
    this.typed = typed;
  }

  /**
   * The metric that was typed.
   *
   * @throws plumbline.kit.failure.Failure.Invalid naming what is no number
   */
  static Metric parse(String key, Sent typed) {
    var form = new MetricForm(typed);
    var metric = form.metric(key);
    form.violations.throwIfAny();
    return metric;
  }

  private Metric metric(String key) {
    var metric =
        Metric.newBuilder()
            .setKey(key)
            .setKind(named(MetricKind.class, "kind", MetricKind.METRIC_KIND_UNSPECIFIED))
            .setEventName(typed.get("event_name"))
            .setEventFilter(typed.get("event_filter"))
            .setDirection(
                named(
                    MetricDirection.class,
                    "direction",
                    MetricDirection.METRIC_DIRECTION_UNSPECIFIED))
            .setCategory(
                named(MetricCategory.class, "category", MetricCategory.METRIC_CATEGORY_UNSPECIFIED))
            .setOwner(typed.get("owner"))
            .setUnitOfMeasure(typed.get("unit_of_measure"))
            .setDescription(typed.get("description"))
            .setValueAttribute(typed.get("value_attribute"));
    ratio(metric);
    number("delay", it -> metric.setDelay(duration(it)));
    number("window", it -> metric.setWindow(duration(it)));
    number("quantile", it -> metric.setQuantile(it.doubleValue()));
    number("cap_micros", it -> metric.setCapMicros(micros(it)));
    number("floor_micros", it -> metric.setFloorMicros(micros(it)));
    return metric.build();
  }

  private void ratio(Metric.Builder metric) {
    metric
        .setNumerator(named(RatioTerm.class, "numerator", RatioTerm.RATIO_TERM_UNSPECIFIED))
        .setDenominator(named(RatioTerm.class, "denominator", RatioTerm.RATIO_TERM_UNSPECIFIED))
        .setDenominatorEventName(typed.get("denominator_event_name"))
        .setDenominatorEventFilter(typed.get("denominator_event_filter"))
        .setDenominatorValueAttribute(typed.get("denominator_value_attribute"));
  }

  private <E extends Enum<E>> E named(Class<E> type, String name, E otherwise) {
    for (var it : type.getEnumConstants()) {
      if (it.name().equals(typed.get(name)) && !it.name().equals("UNRECOGNIZED")) {
        return it;
      }
    }
    return otherwise;
  }

  private void number(String name, Consumer<BigDecimal> set) {
    if (typed.get(name).isEmpty()) {
      return;
    }
    try {
      set.accept(new BigDecimal(typed.get(name)));
    } catch (ArithmeticException | IllegalArgumentException e) {
      violations.add(PREFIX + name, "must be a number, such as 7 or 0.5");
    }
  }

  private static Duration duration(BigDecimal days) {
    return Durations.fromMillis(
        days.multiply(DAY_MILLIS).setScale(0, RoundingMode.HALF_UP).longValueExact());
  }

  private static long micros(BigDecimal number) {
    return number.movePointRight(MICROS).longValueExact();
  }

  /** The form of a metric that is there. */
  static Map<String, String> values(Metric metric) {
    var values = new HashMap<String, String>();
    values.put("kind", metric.getKind().name());
    values.put("event_name", metric.getEventName());
    values.put("event_filter", metric.getEventFilter());
    values.put("direction", metric.getDirection().name());
    values.put("category", metric.getCategory().name());
    values.put("owner", metric.getOwner());
    values.put("unit_of_measure", metric.getUnitOfMeasure());
    values.put("description", metric.getDescription());
    values.put("value_attribute", metric.getValueAttribute());
    values.put("numerator", metric.getNumerator().name());
    values.put("denominator", metric.getDenominator().name());
    values.put("denominator_event_name", metric.getDenominatorEventName());
    values.put("denominator_event_filter", metric.getDenominatorEventFilter());
    values.put("denominator_value_attribute", metric.getDenominatorValueAttribute());
    values.put("delay", metric.hasDelay() ? days(metric.getDelay()) : "");
    values.put("window", metric.hasWindow() ? days(metric.getWindow()) : "");
    values.put("quantile", metric.hasQuantile() ? String.valueOf(metric.getQuantile()) : "");
    values.put("cap_micros", metric.hasCapMicros() ? amount(metric.getCapMicros()) : "");
    values.put("floor_micros", metric.hasFloorMicros() ? amount(metric.getFloorMicros()) : "");
    return values;
  }

  private static String amount(long micros) {
    return MetricWords.amount(micros);
  }

  private static String days(Duration duration) {
    return BigDecimal.valueOf(Durations.toMillis(duration))
        .divide(DAY_MILLIS, DAY_DECIMALS, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }
}
