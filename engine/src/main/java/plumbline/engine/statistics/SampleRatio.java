package plumbline.engine.statistics;

import java.util.Arrays;

/**
 * Sample ratio mismatch: Pearson's chi-square test of the observed units per variant against the
 * shares that the allocation really gives. A small p-value means that assignment or recording is
 * broken, and no result of the experiment can be believed.
 */
public final class SampleRatio {
  private static final double SUM_TOLERANCE = 1e-9;

  private final double[] shares;

  /** What the check can say. */
  public sealed interface Result permits Tested, NotDefined {}

  /**
   * A test.
   *
   * @param statistic Σ(observed - expected)²/expected; infinite where a variant without a share has
   *     units
   * @param df variants with a share, less one
   */
  public record Tested(double statistic, int df, double pValue) implements Result {}

  private SampleRatio(double[] shares) {
    this.shares = shares;
  }

  /**
   * A test against the expected shares, one per variant.
   *
   * @throws IllegalArgumentException unless all are at least 0 and they sum to 1
   */
  public static SampleRatio of(double... shares) {
    double sum = Arrays.stream(shares).sum();
    boolean negative = Arrays.stream(shares).anyMatch(share -> !(share >= 0.0));
    if (negative || Math.abs(sum - 1.0) > SUM_TOLERANCE) {
      throw new IllegalArgumentException("shares sum to 1, not " + Arrays.toString(shares));
    }
    return new SampleRatio(shares.clone());
  }

  /**
   * Tests observed units, one count per share.
   *
   * @return not defined without any unit, or when fewer than two variants have a share
   * @throws IllegalArgumentException for another number of counts, or a negative one
   */
  public Result test(long... observed) {
    if (observed.length != shares.length || Arrays.stream(observed).anyMatch(n -> n < 0)) {
      throw new IllegalArgumentException(
          Arrays.toString(observed) + " does not fit " + Arrays.toString(shares));
    }
    double total = Arrays.stream(observed).asDoubleStream().sum();
    if (total == 0.0) {
      return new NotDefined(NotDefined.Reason.TOO_FEW_UNITS);
    }
    int df = (int) Arrays.stream(shares).filter(share -> share > 0.0).count() - 1;
    double statistic = statistic(observed, total);
    if (Double.isInfinite(statistic)) {
      return new Tested(statistic, df, 0.0);
    }
    return df < 1
        ? new NotDefined(NotDefined.Reason.TOO_FEW_VARIANTS)
        : new Tested(statistic, df, ChiSquare.upperTail(statistic, df));
  }

  private double statistic(long[] observed, double total) {
    double statistic = 0.0;
    for (int i = 0; i < observed.length; i++) {
      double expected = shares[i] * total;
      double off = observed[i] - expected;
      // A variant without a share and without units says nothing; with units, everything.
      statistic += off == 0.0 ? 0.0 : off * off / expected;
    }
    return statistic;
  }
}
