package plumbline.engine.statistics;

/**
 * One arm as a test of means sees it.
 *
 * @param n units, at least 2
 * @param mean in the metric's unit
 * @param variance sample variance over n - 1, in the metric's unit squared
 */
public record ArmSummary(long n, double mean, double variance) {
  /** Refuses what no sample can have. */
  public ArmSummary {
    if (n < 2 || !Double.isFinite(mean) || !(variance >= 0.0 && Double.isFinite(variance))) {
      throw new IllegalArgumentException(
          "no arm has n=%d, mean=%s, variance=%s".formatted(n, mean, variance));
    }
  }

  /** The mean and how well it is known. */
  public Estimate estimate() {
    return new Estimate(mean, variance / n);
  }
}
