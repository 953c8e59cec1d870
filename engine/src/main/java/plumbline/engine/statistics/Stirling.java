package plumbline.engine.statistics;

/** What Stirling's formula lacks, so that large factorials can be divided without losing digits. */
final class Stirling {
  /** From here on five terms of the series are exact to 2e-14. */
  static final double ACCURATE_FROM = 10.0;

  /** B(2k) / (2k(2k-1)): the terms of the series, the last one first. */
  private static final double[] TERMS = {
    1.0 / 1_188, -1.0 / 1_680, 1.0 / 1_260, -1.0 / 360, 1.0 / 12
  };

  private Stirling() {}

  /**
   * {@code log Γ(a) - ((a - 1/2)·log a - a + log(2π)/2)}.
   *
   * @param a from 10 on
   */
  static double error(double a) {
    double sum = 0.0;
    for (double term : TERMS) {
      sum = sum / (a * a) + term;
    }
    return sum / a;
  }
}
