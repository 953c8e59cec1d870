package plumbline.analysis.dashboard.metrics;

import com.google.protobuf.util.Durations;
import java.math.BigDecimal;
import java.time.Duration;
import plumbline.engine.analysis.Figures;
import plumbline.proto.assignment.v1.Metric;
import plumbline.proto.assignment.v1.MetricDirection;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.assignment.v1.RatioTerm;

/** What a metric measures, in words. */
final class MetricWords {
  private static final int MICROS = 6;

  private MetricWords() {}

  /** The definition in a sentence. */
  static String sentence(Metric metric) {
    var events = events(metric.getEventName(), metric.getEventFilter());
    return switch (metric.getKind()) {
      case METRIC_KIND_PROPORTION ->
          "Share of units with at least one %s%s.".formatted(event(metric), span(metric));
      case METRIC_KIND_COUNT -> "Number of %s for each unit%s.".formatted(events, span(metric));
      case METRIC_KIND_MEAN ->
          "Sum of %s for each unit%s%s."
              .formatted(values(events, metric.getValueAttribute()), span(metric), bounds(metric));
      case METRIC_KIND_RATIO -> ratio(metric, events);
      case METRIC_KIND_QUANTILE ->
          "%s %% quantile of %s of all units%s."
              .formatted(
                  Figures.atMost(100 * metric.getQuantile(), 3),
                  values(events, metric.getValueAttribute()),
                  span(metric));
      case METRIC_KIND_UNSPECIFIED, UNRECOGNIZED -> "Not stated.";
    };
  }

  private static String ratio(Metric metric, String events) {
    var below =
        term(
            metric.getDenominator(),
            events(metric.getDenominatorEventName(), metric.getDenominatorEventFilter()),
            metric.getDenominatorValueAttribute());
    return "%s, divided by %s, over all units%s."
        .formatted(
            capital(term(metric.getNumerator(), events, metric.getValueAttribute())),
            below,
            span(metric));
  }

  private static String term(RatioTerm term, String events, String attribute) {
    return term == RatioTerm.RATIO_TERM_VALUES
        ? "the sum of " + values(events, attribute)
        : "the number of " + events;
  }

  private static String event(Metric metric) {
    return "\u201c%s\u201d event%s"
        .formatted(metric.getEventName(), which(metric.getEventFilter()));
  }

  private static String events(String name, String filter) {
    return "\u201c%s\u201d events%s".formatted(name, which(filter));
  }

  private static String which(String filter) {
    return filter.isEmpty() ? "" : " with " + filter;
  }

  private static String values(String events, String attribute) {
    return attribute.isEmpty()
        ? "the values of " + events
        : "the attribute \u201c%s\u201d of %s".formatted(attribute, events);
  }

  private static String bounds(Metric metric) {
    var least = metric.hasFloorMicros() ? ", at least " + amount(metric.getFloorMicros()) : "";
    var most = metric.hasCapMicros() ? ", at most " + amount(metric.getCapMicros()) : "";
    return least + most;
  }

  private static String span(Metric metric) {
    var delay = duration(metric.getDelay());
    if (!metric.hasWindow()) {
      return delay.isZero()
          ? " from first exposure until enrolment ends"
          : " from %s after first exposure until enrolment ends".formatted(words(delay));
    }
    var window = duration(metric.getWindow());
    return delay.isZero()
        ? " within %s of first exposure".formatted(words(window))
        : " from %s to %s after first exposure".formatted(words(delay), words(delay.plus(window)));
  }

  /** Micro-units as a plain number. */
  static String amount(long micros) {
    return BigDecimal.valueOf(micros, MICROS).stripTrailingZeros().toPlainString();
  }

  static Duration duration(com.google.protobuf.Duration duration) {
    return Duration.ofNanos(Durations.toNanos(duration));
  }

  /** In the largest unit that it is whole in. */
  static String words(Duration duration) {
    if (duration.equals(Duration.ofDays(duration.toDays()))) {
      return many(duration.toDays(), "day");
    }
    if (duration.equals(Duration.ofHours(duration.toHours()))) {
      return many(duration.toHours(), "hour");
    }
    return duration.equals(Duration.ofMinutes(duration.toMinutes()))
        ? many(duration.toMinutes(), "minute")
        : many(duration.toSeconds(), "second");
  }

  static String kind(MetricKind kind) {
    return switch (kind) {
      case METRIC_KIND_PROPORTION -> "Share of units";
      case METRIC_KIND_COUNT -> "Events per unit";
      case METRIC_KIND_MEAN -> "Sum of values per unit";
      case METRIC_KIND_RATIO -> "Ratio";
      case METRIC_KIND_QUANTILE -> "Quantile";
      case METRIC_KIND_UNSPECIFIED, UNRECOGNIZED -> "Not stated";
    };
  }

  static String better(MetricDirection direction) {
    return switch (direction) {
      case METRIC_DIRECTION_INCREASE -> "Higher is better";
      case METRIC_DIRECTION_DECREASE -> "Lower is better";
      case METRIC_DIRECTION_UNSPECIFIED, UNRECOGNIZED -> "Not stated";
    };
  }

  private static String many(long count, String unit) {
    return count + " " + unit + (count == 1 ? "" : "s");
  }

  private static String capital(String words) {
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }
}
