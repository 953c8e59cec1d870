package plumbline.engine.statistics;

/**
 * Sample ratio mismatch: Pearson's chi-square test of the observed units per variant against the
 * shares that the allocation really gives. A small p-value means that assignment or recording is
 * broken, and no result of the experiment can be believed.
 */
public final class SampleRatio {
  private final Shares shares;

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

  private SampleRatio(Shares shares) {
    this.shares = shares;
  }

  /**
   * A test against the expected shares, one per variant.
   *
   * @throws IllegalArgumentException unless all are at least 0 and they sum to 1
   */
  public static SampleRatio of(double... shares) {
    return new SampleRatio(new Shares(shares));
  }

  /**
   * Tests observed units, one count per share.
   *
   * @return not defined without any unit, or when fewer than two variants have a share
   * @throws IllegalArgumentException for another number of counts, or a negative one
   */
  public Result test(long... observed) {
    double total = shares.total(observed);
    if (total == 0.0) {
      return new NotDefined(NotDefined.Reason.TOO_FEW_UNITS);
    }
    int df = shares.possible() - 1;
    if (shares.areContradictedBy(observed)) {
      return new Tested(Double.POSITIVE_INFINITY, df, 0.0);
    }
    if (df < 1) {
      return new NotDefined(NotDefined.Reason.TOO_FEW_VARIANTS);
    }
    double statistic = statistic(observed, total);
    return new Tested(statistic, df, ChiSquare.upperTail(statistic, df));
  }

  private double statistic(long[] observed, double total) {
    double statistic = 0.0;
    for (int i = 0; i < observed.length; i++) {
      double expected = shares.of(i) * total;
      double off = observed[i] - expected;
      // A variant without a share and without units says nothing.
      statistic += off == 0.0 ? 0.0 : off * off / expected;
    }
    return statistic;
  }
}
