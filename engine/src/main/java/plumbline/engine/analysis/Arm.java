package plumbline.engine.analysis;

import java.util.Optional;
import plumbline.engine.fold.Histogram;
import plumbline.engine.fold.MetricSums;
import plumbline.engine.statistics.QuantileScan;

/**
 * What one variant's units sum to for one metric.
 *
 * @param variant its key
 * @param units that are summed, those without an event too
 * @param values of a QUANTILE; else empty, and empty until its units were read
 */
public record Arm(String variant, long units, MetricSums sums, Optional<Values> values) {

  /**
   * The single values of a QUANTILE.
   *
   * @param histogram of all of them
   * @param scan of the units, of the same time or somewhat earlier
   */
  public record Values(Histogram histogram, QuantileScan scan) {}
}
