package plumbline.engine.planning;

import java.util.OptionalDouble;
import plumbline.engine.planning.Split.VariantUnits;
import plumbline.engine.planning.Traffic.EnrolmentTime;

/**
 * All that decides how many units an experiment needs. Effects are treatment minus control in the
 * metric's unit; alpha is divided by the number of treatments.
 *
 * @param significance of the whole experiment
 * @param power from 0.5 to 0.999999999, of each treatment's comparison
 * @param covariate multiplies the units by 1 - ρ²
 * @param inflation multiplies the units, at least 1: what looking before the end costs over a fixed
 *     horizon
 */
public record ExperimentPlan(
    Baseline baseline,
    Split split,
    Significance significance,
    double power,
    Covariate covariate,
    double inflation) {
  /** Refuses a power or an inflation that is none. */
  public ExperimentPlan {
    Require.power(power);
    Require.that(
        inflation >= 1.0 && Double.isFinite(inflation),
        "inflation",
        "at least 1 and finite",
        inflation);
  }

  /** A fixed horizon without a covariate. */
  public ExperimentPlan(Baseline baseline, Split split, Significance significance, double power) {
    this(baseline, split, significance, power, Covariate.NONE, 1.0);
  }

  /**
   * With the inflation that its looks cost.
   *
   * @param significance two-sided, unless there is one look at the end
   */
  public static ExperimentPlan of(
      Baseline baseline,
      Split split,
      Significance significance,
      double power,
      Covariate covariate,
      Looks looks) {
    double inflation = looks.inflation(significance, split.treatments().size(), power);
    return new ExperimentPlan(baseline, split, significance, power, covariate, inflation);
  }

  /**
   * The units with which a difference is found in each treatment.
   *
   * @param difference not 0
   */
  public VariantUnits unitsFor(double difference) {
    return split.unitsFor(comparison(), difference, power, unitFactor());
  }

  /**
   * How long the traffic takes to bring the units that a difference needs.
   *
   * @param difference not 0, and such that it needs at most 1e14 units
   */
  public EnrolmentTime timeFor(double difference, Traffic traffic) {
    return traffic.timeFor(unitsFor(difference).total());
  }

  /**
   * The minimum detectable effect: the smallest difference that is found in each treatment.
   *
   * @param totalUnits all variants together, above 0
   * @return as {@link Split#smallestDifference}
   */
  public OptionalDouble smallestDifference(double totalUnits, Direction direction) {
    return split.smallestDifference(comparison(), totalUnits / unitFactor(), power, direction);
  }

  /**
   * The chance that a difference is found in the smallest treatment.
   *
   * @param difference the true one, not 0
   * @param totalUnits all variants together, above 0
   */
  public Power power(double difference, double totalUnits) {
    return split.power(comparison(), difference, totalUnits / unitFactor());
  }

  private ComparisonPlan comparison() {
    return baseline.comparison(significance);
  }

  private double unitFactor() {
    return covariate.varianceFactor() * inflation;
  }
}
