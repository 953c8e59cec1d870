package plumbline.engine.statistics;

/** The level of a test, two-sided: an interval built with it covers with probability 1 - alpha. */
final class Alpha {
  /** Below it, critical values at one degree of freedom leave the range of a double. */
  private static final double SMALLEST = 1e-100;

  private Alpha() {}

  static void require(double alpha) {
    if (!(alpha >= SMALLEST && alpha < 1.0)) {
      throw new IllegalArgumentException("alpha is between 1e-100 and 1, not " + alpha);
    }
  }
}
