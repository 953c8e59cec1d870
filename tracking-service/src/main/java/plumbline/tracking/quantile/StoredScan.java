package plumbline.tracking.quantile;

import java.time.Instant;
import plumbline.engine.statistics.QuantileScan;

/** What one variant's units had of one metric when they were read. */
public record StoredScan(Instant time, QuantileScan sums) {

  /**
   * Whose it is.
   *
   * @param metric index in the plan's order
   * @param variant likewise
   */
  public record Arm(int metric, int variant) {}
}
