package plumbline.engine.planning;

import java.util.OptionalDouble;
import plumbline.engine.statistics.Normal;

/**
 * Two means with equal standard deviations, by the normal formula that most platforms use:
 *
 * <pre>n_C = (1+1/r)·sd²·(z(α) + z(power))² / difference²,  n_T = r·n_C</pre>
 *
 * <p>{@link TTestPlan} is exact for the t test; they differ by at most two units unless there are
 * few.
 *
 * @param standardDeviation over units, in the metric's unit, above 0
 */
public record MeanPlan(double standardDeviation, Significance significance)
    implements ComparisonPlan {
  /** Refuses a standard deviation that is none. */
  public MeanPlan {
    Require.positive("standardDeviation", standardDeviation);
  }

  @Override
  public MeanPlan at(Significance level) {
    return new MeanPlan(standardDeviation, level);
  }

  @Override
  public SampleSize unitsFor(double difference, double power, double ratio) {
    Require.difference(difference);
    Require.positive("ratio", ratio);
    double root = standardDeviation * quantiles(power) / difference;
    return SampleSize.of((1.0 + 1.0 / ratio) * root * root, ratio);
  }

  /**
   * The units that show a treatment to be not worse than a margin, tested at a one-sided level:
   * what is to be found is the distance of the true difference from the margin.
   *
   * @param margin the loss that is tolerated, in the metric's unit, above 0; more is better
   * @param trueDifference treatment minus control, above -margin; usually 0
   * @throws IllegalArgumentException also where the level is two-sided
   */
  public SampleSize unitsForNonInferiority(
      double margin, double trueDifference, double power, double ratio) {
    significance.requireOneSided();
    Require.positive("margin", margin);
    Require.that(trueDifference > -margin, "trueDifference", "above -margin", trueDifference);
    return unitsFor(trueDifference + margin, power, ratio);
  }

  @Override
  public Power power(double difference, SampleSize units) {
    Require.difference(difference);
    double away = Math.abs(difference) / error(units);
    double critical = significance.normalCritical();
    return new Power(
        Normal.upperTail(critical - away),
        significance.isTwoSided() ? Normal.upperTail(critical + away) : 0.0);
  }

  @Override
  public OptionalDouble smallestDifference(SampleSize units, double power, Direction direction) {
    return OptionalDouble.of(direction.sign() * quantiles(power) * error(units));
  }

  private double quantiles(double power) {
    Require.power(power);
    return significance.normalCritical() + Normal.upperQuantile(1.0 - power);
  }

  private double error(SampleSize units) {
    return standardDeviation * Math.sqrt(units.perUnitVariance());
  }
}
