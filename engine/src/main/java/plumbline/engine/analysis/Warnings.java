package plumbline.engine.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import plumbline.engine.statistics.ArmSummary;
import plumbline.engine.statistics.HistogramQuantile.Estimated;
import plumbline.engine.statistics.RelativeLift;
import plumbline.engine.statistics.Skewness;

/** What to say about how far a comparison can be relied upon. */
record Warnings(Metric metric, Arm control, Arm treatment) {
  /** Fewer units that did it, or did not, than the usual rule for a normal approximation. */
  private static final long FEW_EVENTS = 10;

  /** Fewer units than any approximation of a mean is good for. */
  private static final long FEW_UNITS = 30;

  /** A control within so many standard errors of zero: its reciprocal is known to a quarter. */
  private static final double NEAR_ZERO = 4.0;

  List<Warning> ofShares(boolean nothingVaried, RelativeLift lift) {
    var warnings = new ArrayList<Warning>();
    if (nothingVaried) {
      warnings.add(Warning.NOTHING_VARIED);
    }
    var estimate = Pair.moments(control).summary(1.0).map(ArmSummary::estimate);
    double value = estimate.isPresent() ? estimate.get().value() : 0.0;
    double error = estimate.isPresent() ? Math.sqrt(estimate.get().variance()) : 0.0;
    warnings.addAll(of(value, error, lift));
    return warnings;
  }

  List<Warning> ofMeans(ArmSummary arm, RelativeLift lift) {
    return of(arm.mean(), Math.sqrt(arm.estimate().variance()), lift);
  }

  List<Warning> ofQuantiles(Estimated arm, RelativeLift lift) {
    return of(arm.value(), arm.standardError(), lift);
  }

  List<Warning> of(double controlValue, double controlError, RelativeLift lift) {
    var warnings = new ArrayList<Warning>();
    if (arms().anyMatch(this::hasSmallCounts)) {
      warnings.add(Warning.SMALL_COUNTS);
    }
    if (arms().anyMatch(this::hasHeavyTail)) {
      warnings.add(Warning.HEAVY_TAIL);
    }
    if (lift instanceof RelativeLift.Unbounded) {
      warnings.add(Warning.UNBOUNDED_INTERVAL);
    } else if (Math.abs(controlValue) <= NEAR_ZERO * controlError) {
      warnings.add(Warning.CONTROL_NEAR_ZERO);
    }
    return warnings;
  }

  private boolean hasSmallCounts(Arm arm) {
    if (metric.isShare()) {
      var share = Pair.share(arm);
      return Math.min(share.successes(), share.n() - share.successes()) < FEW_EVENTS;
    }
    return arm.units() < FEW_UNITS;
  }

  private boolean hasHeavyTail(Arm arm) {
    return switch (metric.kind()) {
      case COUNT, MEAN, RATIO ->
          Skewness.of(Pair.moments(arm), arm.sums().cubeOfY())
              .filter(it -> arm.units() < it.unitsForNormalMean())
              .isPresent();
      case PROPORTION, QUANTILE -> false;
    };
  }

  private Stream<Arm> arms() {
    return Stream.of(control, treatment);
  }
}
