package plumbline.engine.planning;

import java.util.OptionalDouble;
import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
import plumbline.engine.statistics.NoncentralT;

/**
 * Two means with equal standard deviations, exact for the t test: the smallest n at which the
 * noncentral t distribution has the power, with df = n_C + n_T - 2 and ncp = difference / (sd ·
 * sqrt(1/n_C + 1/n_T)). It is what R's {@code power.t.test(strict = TRUE)} solves; a significant
 * result of either sign counts there, and so it does here.
 *
 * @param standardDeviation over units, in the metric's unit, above 0
 */
public record TTestPlan(double standardDeviation, Significance significance)
    implements ComparisonPlan {
  private static final int MAX_STEPS = 200;
  private static final double LEAST_UNITS = 2.0;

  /** Refuses a standard deviation that is none. */
  public TTestPlan {
    Require.positive("standardDeviation", standardDeviation);
  }

  @Override
  public TTestPlan at(Significance level) {
    return new TTestPlan(standardDeviation, level);
  }

  /** As the interface says; at least two units in each arm. */
  @Override
  public SampleSize unitsFor(double difference, double power, double ratio) {
    double guess = normal().unitsFor(difference, power, ratio).control();
    double least = LEAST_UNITS * Math.max(1.0, 1.0 / ratio);
    UnivariateFunction missing = n -> power(difference, SampleSize.of(n, ratio)).rejected() - power;
    return SampleSize.of(firstAbove(missing, least, Math.max(guess, least)), ratio);
  }

  /** As the interface says; at least two units in each arm. */
  @Override
  public Power power(double difference, SampleSize units) {
    Require.difference(difference);
    requireTwo(units);
    return power(Math.abs(difference), units, units.control() + units.treatment() - 2.0);
  }

  /** As the interface says; at least two units in each arm. */
  @Override
  public OptionalDouble smallestDifference(SampleSize units, double power, Direction direction) {
    requireTwo(units);
    double guess = normal().smallestDifference(units, power, Direction.INCREASE).getAsDouble();
    double df = units.control() + units.treatment() - 2.0;
    UnivariateFunction missing = d -> power(d, units, df).rejected() - power;
    return OptionalDouble.of(direction.sign() * firstAbove(missing, 0.0, guess));
  }

  private Power power(double size, SampleSize units, double df) {
    double ncp = size / (standardDeviation * Math.sqrt(units.perUnitVariance()));
    double critical = significance.studentCritical(df);
    return new Power(
        NoncentralT.upperTail(critical, df, ncp),
        significance.isTwoSided() ? NoncentralT.upperTail(critical, df, -ncp) : 0.0);
  }

  /** The root of a rising function from {@code low} on, or low itself if it is above 0 there. */
  private static double firstAbove(UnivariateFunction rising, double low, double guess) {
    if (rising.value(low) >= 0.0) {
      return low;
    }
    double high = 1.01 * guess;
    while (rising.value(high) < 0.0) {
      high *= 2.0;
    }
    return new BrentSolver(1e-11, Double.MIN_NORMAL).solve(MAX_STEPS, rising, low, high);
  }

  private MeanPlan normal() {
    return new MeanPlan(standardDeviation, significance);
  }

  private static void requireTwo(SampleSize units) {
    Require.that(
        Math.min(units.control(), units.treatment()) >= LEAST_UNITS,
        "units",
        "at least 2 in each arm",
        units);
  }
}
