package plumbline.analysis.results;

import java.util.Optional;
import java.util.OptionalDouble;
import plumbline.engine.statistics.Interval;
import plumbline.engine.statistics.NotDefined;
import plumbline.engine.statistics.RelativeLift;

/** A treatment minus control, whatever the test. */
public sealed interface Contrast {

  /**
   * There is a difference to speak of.
   *
   * @param difference treatment minus control in the metric's unit, a fraction for a proportion
   * @param interval of the difference
   * @param test empty where every unit did the same
   */
  record Compared(
      double difference,
      Interval interval,
      RelativeLift lift,
      boolean controlNegative,
      Optional<Test> test)
      implements Contrast {

    /** Whether the test says that there is a difference. */
    public boolean significant(double alpha) {
      return test.isPresent() && test.get().pValueTwoSided() < alpha;
    }
  }

  /** The data say nothing, for the reason given. */
  record NotCompared(NotDefined.Reason reason) implements Contrast {}

  /**
   * A test of no difference.
   *
   * @param statistic z or t
   * @param degreesOfFreedom empty for z
   * @param standardError of the difference, as the test uses it
   */
  record Test(
      double statistic,
      double pValueTwoSided,
      OptionalDouble degreesOfFreedom,
      double standardError) {}
}
