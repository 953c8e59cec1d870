package plumbline.analysis.dashboard.experiment;

import plumbline.engine.analysis.Figures;
import plumbline.proto.analysis.v1.MetricResult;
import plumbline.proto.analysis.v1.VariantValue;
import plumbline.proto.assignment.v1.MetricKind;

/** A metric's values in its own unit, as people read them. */
final class Values {
  private Values() {}

  /** What the variant is compared by. */
  static String of(MetricResult metric, VariantValue value) {
    return value.hasValue() ? of(metric, value.getValue()) : "\u2013";
  }

  static String of(MetricResult metric, double value) {
    return isShare(metric) ? Figures.share(value) : Figures.value(value) + unit(metric);
  }

  /** What it is made of. */
  static String detail(MetricResult metric, VariantValue value) {
    return switch (metric.getKind()) {
      case METRIC_KIND_PROPORTION -> of(Figures.count((long) value.getTotal()), value.getUnits());
      case METRIC_KIND_COUNT, METRIC_KIND_MEAN ->
          of(Figures.value(value.getTotal()), value.getUnits());
      case METRIC_KIND_RATIO ->
          Figures.value(value.getTotal()) + " / " + Figures.value(value.getDenominator());
      case METRIC_KIND_QUANTILE -> Figures.count((long) value.getTotal()) + " values";
      case METRIC_KIND_UNSPECIFIED, UNRECOGNIZED -> "";
    };
  }

  private static String of(String total, long units) {
    return total + " / " + Figures.count(units);
  }

  /**
   * How far the units are spread; empty for a share, whose mean says it, and for what is no mean.
   */
  static String spread(MetricResult metric, VariantValue value) {
    return isShare(metric) || !value.hasMean() || !value.hasStandardDeviation()
        ? ""
        : "sd " + Figures.value(value.getStandardDeviation());
  }

  /** With its sign; percentage points for a share. */
  static String difference(MetricResult metric, double difference) {
    var size = isShare(metric) ? Figures.size(100 * difference) + " pp" : Figures.size(difference);
    return Figures.sign(difference) + size + (isShare(metric) ? "" : unit(metric));
  }

  static boolean isShare(MetricResult metric) {
    return metric.getKind() == MetricKind.METRIC_KIND_PROPORTION;
  }

  /** With a space before it; empty for a plain number. */
  static String unit(MetricResult metric) {
    var unit = metric.getUnitOfMeasure();
    return unit.isEmpty() || unit.equals("1") ? "" : " " + unit;
  }
}
