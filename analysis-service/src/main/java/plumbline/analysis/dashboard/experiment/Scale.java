package plumbline.analysis.dashboard.experiment;

import java.util.List;
import java.util.stream.DoubleStream;
import plumbline.analysis.dashboard.experiment.ScorecardView.Axis;
import plumbline.engine.analysis.Figures;
import plumbline.proto.analysis.v1.Estimate;
import plumbline.proto.analysis.v1.MetricResult;
import plumbline.proto.assignment.v1.MetricRole;

/**
 * The scale of whiskers: one for all relative lifts of a page, so that their lengths can be
 * compared, and one for each metric's absolute differences.
 *
 * @param limit value at both ends
 */
record Scale(double limit) {
  /** Nothing beyond a doubling sets the scale: it would press all others to the zero line. */
  private static final double WIDEST = 1.0;

  /** One noisy metric does not either: it is drawn with an arrow where it leaves the scale. */
  private static final double TIMES_MEDIAN = 3.0;

  private static final double[] STEPS = {
    0.01, 0.02, 0.03, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.75, WIDEST
  };

  /** Of relative lifts. */
  static Scale relative(List<MetricResult> metrics) {
    var furthest = metrics.stream().flatMapToDouble(Scale::furthestLift).sorted().toArray();
    if (furthest.length == 0) {
      return new Scale(0.1);
    }
    var primary =
        metrics.stream()
            .filter(metric -> metric.getRole() == MetricRole.METRIC_ROLE_PRIMARY)
            .flatMapToDouble(Scale::furthestLift)
            .max()
            .orElse(0);
    var median = furthest[(furthest.length - 1) / 2];
    var needed = Math.min(furthest[furthest.length - 1], Math.max(primary, TIMES_MEDIAN * median));
    return new Scale(
        DoubleStream.of(STEPS).filter(step -> step >= needed).findFirst().orElse(WIDEST));
  }

  /** Of one metric's differences: the furthest interval's end is the scale's. */
  static Scale absolute(MetricResult metric) {
    var furthest =
        metric.getComparisonsList().stream()
            .map(it -> it.getCorrected().getAbsolute())
            .filter(Scale::isBounded)
            .mapToDouble(Scale::furthest)
            .max();
    return new Scale(furthest.orElse(0) > 0 ? furthest.getAsDouble() : 1);
  }

  Axis axis() {
    return new Axis(Figures.signedPercent(-limit), Figures.signedPercent(limit));
  }

  static boolean isBounded(Estimate estimate) {
    return estimate.hasLower() && estimate.hasUpper();
  }

  /** How far from zero each bounded interval of the metric reaches. */
  private static DoubleStream furthestLift(MetricResult metric) {
    return metric.getComparisonsList().stream()
        .map(it -> it.getCorrected().getRelative())
        .filter(Scale::isBounded)
        .mapToDouble(Scale::furthest);
  }

  private static double furthest(Estimate estimate) {
    return Math.max(Math.abs(estimate.getLower()), Math.abs(estimate.getUpper()));
  }
}
