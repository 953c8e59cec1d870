package plumbline.engine.statistics;

import java.util.Arrays;

/** What part of the units each variant should have: at least 0 each, 1 together. */
final class Shares {
  private static final double SUM_TOLERANCE = 1e-9;

  private final double[] values;

  /**
   * Copies the shares.
   *
   * @throws IllegalArgumentException unless all are at least 0 and they sum to 1
   */
  Shares(double... values) {
    double sum = Arrays.stream(values).sum();
    boolean negative = Arrays.stream(values).anyMatch(share -> !(share >= 0.0));
    if (negative || Math.abs(sum - 1.0) > SUM_TOLERANCE) {
      throw new IllegalArgumentException("shares sum to 1, not " + Arrays.toString(values));
    }
    this.values = values.clone();
  }

  double of(int variant) {
    return values[variant];
  }

  /** How many variants can have units. */
  int possible() {
    return (int) Arrays.stream(values).filter(share -> share > 0.0).count();
  }

  /**
   * All observed units.
   *
   * @throws IllegalArgumentException for another number of counts than of shares, or a negative one
   */
  double total(long... observed) {
    if (observed.length != values.length || Arrays.stream(observed).anyMatch(n -> n < 0)) {
      throw new IllegalArgumentException(
          Arrays.toString(observed) + " does not fit " + Arrays.toString(values));
    }
    return Arrays.stream(observed).asDoubleStream().sum();
  }

  /** Whether a variant that cannot have units has some. */
  boolean areContradictedBy(long... observed) {
    for (int i = 0; i < observed.length; i++) {
      if (values[i] == 0.0 && observed[i] > 0) {
        return true;
      }
    }
    return false;
  }
}
