package plumbline.analysis.dashboard.guide;

import plumbline.engine.statistics.Normal;

/**
 * The winner's curse: by how much effects that were found are larger, on average, than they are
 * (Gelman, Carlin 2014, Perspectives on Psychological Science 9, 641-651: type M error).
 */
final class Exaggeration {
  private Exaggeration() {}

  /**
   * How many times as large a significant estimate of the right sign is as the true effect.
   *
   * @param power of the test, which is two-sided
   */
  static double of(double alpha, double power) {
    var distance = Normal.upperQuantile(power);
    var mean = Normal.twoSidedQuantile(alpha) - distance;
    var density = Math.exp(-distance * distance / 2) / Math.sqrt(2 * Math.PI);
    return 1 + density / power / mean;
  }
}
