package plumbline.analysis.dashboard.experiment;

import java.util.List;
import java.util.stream.IntStream;
import plumbline.engine.analysis.Figures;
import plumbline.proto.analysis.v1.Estimate;
import plumbline.proto.analysis.v1.MetricResult;

/**
 * What a difference per unit comes to over all units that the plan expects.
 *
 * @param unitsPerDay new eligible units a day by the plan; 0: it does not say
 */
record ScaledImpact(long unitsPerDay) {
  private static final int WEEK = 7;
  private static final int FOUR_WEEKS = 28;

  /** What is shown, exactly. */
  String explanation() {
    return unitsPerDay == 0
        ? "The plan does not say how many units are expected a day, so nothing can be scaled up."
        : ("Scaled impact is the difference per unit times the %s new units a day that the plan expects,"
                + " times %d or %d days: what all of them together would do more or less, each within"
                + " its measurement window, if they got the treatment and not control. Its interval"
                + " is the difference's, times the same. It supposes that later units react like"
                + " those that were measured.")
            .formatted(Figures.count(unitsPerDay), WEEK, FOUR_WEEKS);
  }

  /** One line for each span of time, or why there is none. */
  List<String> words(MetricResult metric, Estimate absolute) {
    if (unitsPerDay == 0) {
      return List.of();
    }
    return switch (metric.getKind()) {
      case METRIC_KIND_PROPORTION, METRIC_KIND_COUNT, METRIC_KIND_MEAN ->
          IntStream.of(WEEK, FOUR_WEEKS).mapToObj(it -> words(metric, absolute, it)).toList();
      case METRIC_KIND_RATIO, METRIC_KIND_QUANTILE, METRIC_KIND_UNSPECIFIED, UNRECOGNIZED ->
          List.of("Not scaled: it does not add up over units.");
    };
  }

  private String words(MetricResult metric, Estimate absolute, int days) {
    var times = (double) unitsPerDay * days;
    return "%s%s in %d days (%s to %s)"
        .formatted(
            signed(absolute.getValue() * times),
            what(metric),
            days,
            signed(absolute.getLower() * times),
            signed(absolute.getUpper() * times));
  }

  private static String what(MetricResult metric) {
    return switch (metric.getKind()) {
      case METRIC_KIND_PROPORTION -> " units";
      case METRIC_KIND_COUNT -> " events";
      default -> Values.unit(metric);
    };
  }

  private static String signed(double number) {
    return Figures.sign(number) + Figures.size(number);
  }
}
