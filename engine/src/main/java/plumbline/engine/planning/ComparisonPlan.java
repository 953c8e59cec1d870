package plumbline.engine.planning;

import java.util.OptionalDouble;

/**
 * What a comparison of one treatment with control needs, and what it can find. Every method refuses
 * impossible arguments with an {@link IllegalArgumentException} that names the argument and what is
 * allowed.
 */
public sealed interface ComparisonPlan permits ProportionPlan, MeanPlan, TTestPlan {
  /** The level of the test. */
  Significance significance();

  /** The same comparison at another level. */
  ComparisonPlan at(Significance significance);

  /**
   * The units with which a difference is found with the given power.
   *
   * @param difference treatment minus control, in the metric's unit, not 0
   * @param power from 0.5, below 1
   * @param ratio treatment's units over control's, above 0
   */
  SampleSize unitsFor(double difference, double power, double ratio);

  /**
   * The chance of a significant result.
   *
   * @param difference the true one, treatment minus control, in the metric's unit, not 0
   */
  Power power(double difference, SampleSize units);

  /**
   * The minimum detectable effect: the smallest difference that is found with the given power.
   *
   * @param power from 0.5, below 1
   * @return treatment minus control, in the metric's unit, negative for a decrease; empty where
   *     even the largest possible one would be found more rarely
   */
  OptionalDouble smallestDifference(SampleSize units, double power, Direction direction);
}
