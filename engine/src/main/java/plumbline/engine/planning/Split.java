package plumbline.engine.planning;

import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The shares of control and of the treatments that are compared with it, each by itself. Alpha is
 * divided by the number of treatments (Bonferroni), so that it is the chance of any false call.
 *
 * @param control above 0
 * @param treatments at least one, each above 0; all shares sum to 1 within 1e-9
 */
public record Split(double control, List<Double> treatments) {
  private static final double SUM_TOLERANCE = 1e-9;

  /** Whole units of every variant. */
  public record VariantUnits(long control, List<Long> treatments) {
    /** Keeps its own copy. */
    public VariantUnits {
      treatments = List.copyOf(treatments);
    }

    /** All variants together; as large as a long can be where it is more. */
    public long total() {
      // Exact up to 2^53, and beyond it does not overflow.
      return (long) (control + treatments.stream().mapToDouble(Long::doubleValue).sum());
    }
  }

  /** Refuses shares that are none. */
  public Split {
    treatments = List.copyOf(treatments);
    Require.between("control", control, 0.0, 1.0);
    Require.that(!treatments.isEmpty(), "treatments", "at least one", treatments);
    treatments.forEach(share -> Require.between("treatments", share, 0.0, 1.0));
    double sum = control + treatments.stream().mapToDouble(Double::doubleValue).sum();
    Require.that(
        Math.abs(sum - 1.0) <= SUM_TOLERANCE, "control + treatments", "1 within 1e-9", sum);
  }

  /**
   * Equal shares.
   *
   * @param variants control included, at least 2
   */
  public static Split even(int variants) {
    Require.that(variants >= 2, "variants", "at least 2", variants);
    return new Split(1.0 / variants, Collections.nCopies(variants - 1, 1.0 / variants));
  }

  /**
   * The units with which a difference is found in each treatment with the given power.
   *
   * @param plan at the level of the whole experiment
   * @param difference treatment minus control, in the metric's unit, not 0
   */
  public VariantUnits unitsFor(ComparisonPlan plan, double difference, double power) {
    return unitsFor(plan, difference, power, 1.0);
  }

  /** The same, with so many times the units of the plan. */
  VariantUnits unitsFor(ComparisonPlan plan, double difference, double power, double factor) {
    ComparisonPlan one = oneOf(plan);
    double controlUnits =
        factor
            * treatments.stream()
                .mapToDouble(share -> one.unitsFor(difference, power, share / control).control())
                .max()
                .getAsDouble();
    return new VariantUnits(
        (long) Math.ceil(controlUnits),
        treatments.stream()
            .map(share -> (long) Math.ceil(share / control * controlUnits))
            .toList());
  }

  /**
   * The smallest difference that is found in each treatment with the given power.
   *
   * @param plan at the level of the whole experiment
   * @param totalUnits all variants together, above 0
   * @return as {@link ComparisonPlan#smallestDifference}, of the treatment where it is largest
   */
  public OptionalDouble smallestDifference(
      ComparisonPlan plan, double totalUnits, double power, Direction direction) {
    return oneOf(plan).smallestDifference(weakest(totalUnits), power, direction);
  }

  /**
   * The chance that a difference is found in the smallest treatment.
   *
   * @param plan at the level of the whole experiment
   * @param difference the true one, treatment minus control, in the metric's unit, not 0
   * @param totalUnits all variants together, above 0
   */
  public Power power(ComparisonPlan plan, double difference, double totalUnits) {
    return oneOf(plan).power(difference, weakest(totalUnits));
  }

  /**
   * The units of control and of the smallest treatment, which knows least: whatever is found there
   * is found everywhere.
   *
   * @param totalUnits all variants together, above 0
   */
  public SampleSize weakest(double totalUnits) {
    Require.positive("totalUnits", totalUnits);
    return new SampleSize(control * totalUnits, Collections.min(treatments) * totalUnits);
  }

  private ComparisonPlan oneOf(ComparisonPlan plan) {
    return plan.at(plan.significance().dividedBy(treatments.size()));
  }
}
