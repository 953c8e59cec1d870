package plumbline.engine.statistics;

import org.apache.commons.math3.special.Gamma;

/** The logarithm of the gamma function, without what cancels in ratios of large ones. */
final class LogGamma {
  private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2.0 * Math.PI);

  /** From here on the series below is exact to rounding. */
  private static final double LARGE = 10.0;

  private LogGamma() {}

  /**
   * {@code log Γ(z) - (z·log z - z + log(2π)/2)}: -log(z)/2 plus the remainder of Stirling's
   * series.
   *
   * @param z above 0
   */
  static double remainder(double z) {
    if (z < LARGE) {
      return Gamma.logGamma(z) - (z * Math.log(z) - z + HALF_LOG_TWO_PI);
    }
    double w = 1.0 / (z * z);
    double series = 1.0 / 12 - w * (1.0 / 360 - w * (1.0 / 1260 - w * (1.0 / 1680 - w / 1188)));
    return series / z - 0.5 * Math.log(z);
  }
}
