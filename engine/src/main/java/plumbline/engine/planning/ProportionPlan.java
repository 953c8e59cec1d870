package plumbline.engine.planning;

import java.util.OptionalDouble;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
import plumbline.engine.statistics.Normal;

/**
 * Two proportions, for the pooled z test: with {@code p̄ = (p1 + r·p2)/(1 + r)},
 *
 * <pre>n_C = (z(α)·sqrt(p̄q̄(1+1/r)) + z(power)·sqrt(p1q1 + p2q2/r))² / (p2-p1)²,  n_T = r·n_C
 * </pre>
 *
 * <p>(Fleiss, Statistical Methods for Rates and Proportions, 1981, without continuity correction;
 * for r = 1 it is what R's {@code power.prop.test} solves.) The chance of the wrong sign is not
 * counted as power.
 *
 * @param baseline control's rate, above 0 and below 1
 */
public record ProportionPlan(double baseline, Significance significance) implements ComparisonPlan {
  private static final int MAX_STEPS = 1_000;

  /** Refuses a baseline that is no rate, or leaves nothing to find. */
  public ProportionPlan {
    Require.between("baseline", baseline, 0.0, 1.0);
  }

  @Override
  public ProportionPlan at(Significance level) {
    return new ProportionPlan(baseline, level);
  }

  @Override
  public SampleSize unitsFor(double difference, double power, double ratio) {
    requirePossible(difference);
    Require.power(power);
    Require.positive("ratio", ratio);
    double root = spread(difference, ratio, Normal.upperQuantile(1.0 - power)) / difference;
    return SampleSize.of(root * root, ratio);
  }

  /**
   * The units that show a treatment to be not worse than a margin, tested at a one-sided level on
   * the unpooled variance: {@code n_C = (z(α) + z(power))²·(p1q1 + p2q2/r) / (p2 - p1 + margin)²}
   * (Blackwelder 1982, Controlled Clinical Trials 3, 345-353).
   *
   * @param margin the loss that is tolerated, a share, above 0; more is better
   * @param trueDifference treatment minus control, above -margin; usually 0
   * @throws IllegalArgumentException also where the level is two-sided
   */
  public SampleSize unitsForNonInferiority(
      double margin, double trueDifference, double power, double ratio) {
    significance.requireOneSided();
    Require.positive("margin", margin);
    Require.that(trueDifference > -margin, "trueDifference", "above -margin", trueDifference);
    requireRate(trueDifference);
    Require.power(power);
    Require.positive("ratio", ratio);
    double quantiles = significance.normalCritical() + Normal.upperQuantile(1.0 - power);
    double root = quantiles * effectSpread(trueDifference, ratio) / (trueDifference + margin);
    return SampleSize.of(root * root, ratio);
  }

  @Override
  public Power power(double difference, SampleSize units) {
    requirePossible(difference);
    double away = Math.abs(difference) * Math.sqrt(units.control());
    double critical = significance.normalCritical() * nullSpread(difference, units.ratio());
    double spread = effectSpread(difference, units.ratio());
    return new Power(
        Normal.upperTail((critical - away) / spread),
        significance.isTwoSided() ? Normal.upperTail((critical + away) / spread) : 0.0);
  }

  @Override
  public OptionalDouble smallestDifference(SampleSize units, double power, Direction direction) {
    Require.power(power);
    double room = direction == Direction.INCREASE ? 1.0 - baseline : baseline;
    double quantile = Normal.upperQuantile(1.0 - power);
    double root = Math.sqrt(units.control());
    // Concave in the size (a root of a concave quadratic, twice, less a line) and above 0 at none:
    // it crosses 0 once if it is below at the end, else never.
    BrentSolver solver = new BrentSolver(1e-13, Double.MIN_NORMAL);
    double atTheEnd = spread(direction.sign() * room, units.ratio(), quantile) - room * root;
    if (atTheEnd > 0.0) {
      return OptionalDouble.empty();
    }
    double size =
        solver.solve(
            MAX_STEPS,
            x -> spread(direction.sign() * x, units.ratio(), quantile) - x * root,
            0.0,
            room);
    return OptionalDouble.of(direction.sign() * size);
  }

  private double spread(double difference, double ratio, double powerQuantile) {
    return significance.normalCritical() * nullSpread(difference, ratio)
        + powerQuantile * effectSpread(difference, ratio);
  }

  /** The standard error times sqrt(n_C) that the pooled test computes. */
  private double nullSpread(double difference, double ratio) {
    double pooled = baseline + difference * (ratio / (1.0 + ratio));
    return Math.sqrt(pooled * (1.0 - pooled) * (1.0 + 1.0 / ratio));
  }

  /** The true standard error of the difference times sqrt(n_C). */
  private double effectSpread(double difference, double ratio) {
    double rate = Math.clamp(baseline + difference, 0.0, 1.0);
    return Math.sqrt(baseline * (1.0 - baseline) + rate * (1.0 - rate) / ratio);
  }

  private void requirePossible(double difference) {
    Require.difference(difference);
    requireRate(difference);
  }

  private void requireRate(double difference) {
    double rate = baseline + difference;
    Require.that(rate >= 0.0 && rate <= 1.0, "baseline + difference", "from 0 to 1", rate);
  }
}
