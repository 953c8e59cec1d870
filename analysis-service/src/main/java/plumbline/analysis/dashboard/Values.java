package plumbline.analysis.dashboard;

import plumbline.analysis.results.Results.VariantValue;
import plumbline.analysis.study.StudiedMetric;
import plumbline.engine.analysis.Figures;
import plumbline.proto.assignment.v1.MetricKind;

/** A metric's values in its own unit, as people read them. */
final class Values {
  private Values() {}

  static String mean(StudiedMetric metric, VariantValue value) {
    if (value.value().isEmpty()) {
      return "\u2013";
    }
    var mean = value.value().getAsDouble();
    return isShare(metric) ? Figures.share(mean) : Figures.value(mean) + unit(metric);
  }

  /** What the mean is made of. */
  static String detail(StudiedMetric metric, VariantValue value) {
    return switch (metric.measured().kind()) {
      case PROPORTION -> of(Figures.count((long) value.total()), value.units());
      case COUNT, MEAN -> of(Figures.value(value.total()), value.units());
      case RATIO ->
          Figures.value(value.total()) + " / " + Figures.value(value.denominator().orElse(0));
      case QUANTILE -> Figures.count((long) value.total()) + " values";
    };
  }

  private static String of(String total, long units) {
    return total + " / " + Figures.count(units);
  }

  /**
   * How far the units are spread; empty for a share, whose mean says it, and for what is no mean.
   */
  static String spread(StudiedMetric metric, VariantValue value) {
    return isShare(metric) || value.mean().isEmpty() || value.standardDeviation().isEmpty()
        ? ""
        : "sd " + Figures.value(value.standardDeviation().getAsDouble());
  }

  /** With its sign; percentage points for a share. */
  static String difference(StudiedMetric metric, double difference) {
    var size = isShare(metric) ? Figures.size(100 * difference) + " pp" : Figures.size(difference);
    return Figures.sign(difference) + size + (isShare(metric) ? "" : unit(metric));
  }

  private static boolean isShare(StudiedMetric metric) {
    return metric.kind() == MetricKind.METRIC_KIND_PROPORTION;
  }

  private static String unit(StudiedMetric metric) {
    var unit = metric.unitOfMeasure();
    return unit.isEmpty() || unit.equals("1") ? "" : " " + unit;
  }
}
