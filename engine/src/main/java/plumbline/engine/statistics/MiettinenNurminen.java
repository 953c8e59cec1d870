package plumbline.engine.statistics;

import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import plumbline.engine.statistics.RelativeLift.Bounded;
import plumbline.engine.statistics.RelativeLift.Unbounded;
import plumbline.engine.statistics.TwoProportions.ZTest;

/**
 * Two proportions by the score statistic of Miettinen and Nurminen (1985, Statistics in Medicine 4,
 * 213-226): the test of no difference, the interval of the difference, and the interval of the
 * relative lift. The intervals hold the values that the statistic does not reject. At no difference
 * and at a lift of 0 it is one and the same statistic, so the three never contradict each other,
 * for any counts.
 *
 * @param alpha two-sided, between 0 and 1
 */
public record MiettinenNurminen(TwoProportions table, double alpha) {
  /** More would tell apart what a double cannot. */
  private static final int MAX_HALVINGS = 200;

  /** Refuses a level that is none. */
  public MiettinenNurminen {
    Alpha.require(alpha);
  }

  /** The test of no difference: pooled, with the factor N/(N-1); empty when nothing varies. */
  public Optional<ZTest> test() {
    double n = table.n();
    return ZTest.of(table.difference(), table.pooledVariance() * (n / (n - 1.0)));
  }

  /** The differences that are not rejected; never without width. */
  public Interval difference() {
    return new Interval(
        lowerDifference(), -new MiettinenNurminen(table.swapped(), alpha).lowerDifference());
  }

  /**
   * The relative lifts that are not rejected: {@code treatment/control - 1}. Without a success in
   * control it is unbounded above, and not defined without any at all.
   */
  public RelativeLift lift() {
    if (table.control().successes() == 0) {
      return table.treatment().successes() == 0
          ? new NotDefined(NotDefined.Reason.CONTROL_IS_ZERO)
          : new Unbounded(new RelativeLift.Above());
    }
    double estimate = table.difference() / table.control().rate();
    DoubleUnaryOperator z = new ScoreRatio(table)::z;
    return new Bounded(estimate, new Interval(lower(estimate, z), upperLift(estimate, z)));
  }

  private double lowerDifference() {
    return lower(table.difference(), new ScoreDifference(table)::z);
  }

  /** Neither a difference nor a lift is below -1. */
  private double lower(double estimate, DoubleUnaryOperator z) {
    return bound(inner(estimate), outer(estimate, -1.0), z);
  }

  private double upperLift(double estimate, DoubleUnaryOperator z) {
    double rejected = 1.0;
    while (rejected <= estimate || Math.abs(z.applyAsDouble(rejected)) <= critical()) {
      rejected *= 2.0;
    }
    return -bound(inner(-estimate), outer(-estimate, -rejected), r -> z.applyAsDouble(-r));
  }

  /** The smallest value that is known not to be rejected: the estimate, or 0 if that is smaller. */
  private double inner(double estimate) {
    return isRejected() ? estimate : Math.min(0.0, estimate);
  }

  /** The largest value below the estimate that is known to be rejected. */
  private double outer(double estimate, double least) {
    return isRejected() && estimate > 0.0 ? 0.0 : least;
  }

  private boolean isRejected() {
    return test().isPresent() && test().get().pValueTwoSided() < alpha;
  }

  private double critical() {
    return Normal.twoSidedQuantile(alpha);
  }

  /**
   * Between a value that is not rejected and a lower one that is, the last that is not. Halving
   * needs no more than that, while the statistic may be infinite or flat at the edge of what can
   * be.
   */
  private double bound(double accepted, double rejected, DoubleUnaryOperator z) {
    double critical = critical();
    double inside = accepted;
    double outside = rejected;
    for (int i = 0; i < MAX_HALVINGS; i++) {
      double middle = 0.5 * (inside + outside);
      if (middle == inside || middle == outside) {
        break;
      }
      if (Math.abs(z.applyAsDouble(middle)) <= critical) {
        inside = middle;
      } else {
        outside = middle;
      }
    }
    return inside;
  }
}
