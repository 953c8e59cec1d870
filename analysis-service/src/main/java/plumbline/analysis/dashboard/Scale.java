package plumbline.analysis.dashboard;

import java.util.stream.DoubleStream;
import plumbline.analysis.dashboard.ExperimentView.Axis;
import plumbline.analysis.results.Contrast.Compared;
import plumbline.analysis.results.Figures;
import plumbline.analysis.results.Results.Shown;
import plumbline.engine.statistics.RelativeLift;

/**
 * The one scale of a page's whiskers, so that their lengths can be compared.
 *
 * @param limit relative lift at both ends
 */
record Scale(double limit) {
  /** Nothing beyond a doubling sets the scale: it would press all others to the zero line. */
  private static final double WIDEST = 1.0;

  private static final double[] STEPS = {0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, WIDEST};

  static Scale of(Shown shown) {
    var furthest =
        shown.metrics().stream()
            .flatMap(finding -> finding.comparisons().stream())
            .flatMapToDouble(comparison ->
                comparison.contrast() instanceof Compared compared
                    ? ends(compared.lift())
                    : DoubleStream.empty())
            .filter(end -> end <= WIDEST)
            .max()
            .orElse(0.1);
    return new Scale(
        DoubleStream.of(STEPS).filter(step -> step >= furthest).findFirst().orElse(WIDEST));
  }

  Axis axis() {
    return new Axis(Figures.signedPercent(-limit), Figures.signedPercent(limit));
  }

  private static DoubleStream ends(RelativeLift lift) {
    return lift instanceof RelativeLift.Bounded(var _, var interval)
        ? DoubleStream.of(Math.abs(interval.lower()), Math.abs(interval.upper()))
        : DoubleStream.empty();
  }
}
