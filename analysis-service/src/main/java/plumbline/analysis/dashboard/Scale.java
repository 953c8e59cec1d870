package plumbline.analysis.dashboard;

import java.util.stream.DoubleStream;
import plumbline.analysis.dashboard.ExperimentView.Axis;
import plumbline.analysis.results.Results.MetricFinding;
import plumbline.analysis.results.Results.Shown;
import plumbline.engine.analysis.Figures;
import plumbline.engine.analysis.Finding.Compared;
import plumbline.engine.statistics.RelativeLift;
import plumbline.proto.assignment.v1.MetricRole;

/**
 * The one scale of a page's whiskers, so that their lengths can be compared.
 *
 * @param limit relative lift at both ends
 */
record Scale(double limit) {
  /** Nothing beyond a doubling sets the scale: it would press all others to the zero line. */
  private static final double WIDEST = 1.0;

  /** One noisy metric does not either: it is drawn with an arrow where it leaves the scale. */
  private static final double TIMES_MEDIAN = 3.0;

  private static final double[] STEPS = {
    0.01, 0.02, 0.03, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.75, WIDEST
  };

  static Scale of(Shown shown) {
    var furthest = shown.metrics().stream().flatMapToDouble(Scale::furthest).sorted().toArray();
    if (furthest.length == 0) {
      return new Scale(0.1);
    }
    var primary =
        shown.metrics().stream()
            .filter(finding -> finding.metric().role() == MetricRole.METRIC_ROLE_PRIMARY)
            .flatMapToDouble(Scale::furthest)
            .max()
            .orElse(0);
    var median = furthest[(furthest.length - 1) / 2];
    var needed = Math.min(furthest[furthest.length - 1], Math.max(primary, TIMES_MEDIAN * median));
    return new Scale(
        DoubleStream.of(STEPS).filter(step -> step >= needed).findFirst().orElse(WIDEST));
  }

  Axis axis() {
    return new Axis(Figures.signedPercent(-limit), Figures.signedPercent(limit));
  }

  /** How far from zero each bounded interval of the metric reaches. */
  private static DoubleStream furthest(MetricFinding finding) {
    return finding.comparisons().stream()
        .flatMapToDouble(comparison ->
            comparison.corrected() instanceof Compared compared
                    && compared.lift() instanceof RelativeLift.Bounded(var _, var interval)
                ? DoubleStream.of(Math.max(Math.abs(interval.lower()), Math.abs(interval.upper())))
                : DoubleStream.empty());
  }
}
