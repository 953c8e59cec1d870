package plumbline.engine.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import plumbline.engine.planning.Significance;
import plumbline.engine.sequential.LookResult;
import plumbline.engine.statistics.Interval;
import plumbline.engine.statistics.NotDefined;
import plumbline.engine.statistics.RelativeLift;

/** What the comparison of one treatment with control found. */
public sealed interface Finding {

  /**
   * There is a difference to speak of. The p-value is below the level exactly when the interval
   * excludes 0, and when a bounded relative one does.
   *
   * @param timing when it may be looked at
   * @param level of test and intervals; two-sided
   * @param control its value in the metric's unit, a fraction for a share; as it was compared
   * @param treatment likewise
   * @param difference treatment minus control
   * @param interval of the difference
   * @param test empty where every unit did the same
   * @param adjustment what the covariate did; empty without one
   */
  record Compared(
      Method method,
      Timing timing,
      Significance level,
      double control,
      double treatment,
      double difference,
      Interval interval,
      RelativeLift lift,
      Optional<Test> test,
      List<Warning> warnings,
      Optional<Adjustment> adjustment)
      implements Finding {

    /** Keeps its own copy. */
    public Compared {
      warnings = List.copyOf(warnings);
    }

    /** Test and intervals in words, as the field calls them. */
    public String methodWords() {
      return switch (timing) {
        case ONCE -> method.words();
        case AT_LOOKS -> "group-sequential boundary on the " + method.estimate();
        case ANY_TIME -> "asymptotic confidence sequence on the " + method.estimate();
      };
    }

    /** Whether there is a difference, at the level. */
    public boolean isSignificant() {
      return test.isPresent() && test.get().pValueTwoSided() < level.alpha();
    }

    /** The same with what a covariate did. */
    Compared with(Adjustment adjustment, Optional<Warning> warning) {
      var more = new ArrayList<>(warnings);
      warning.ifPresent(more::add);
      return new Compared(
          method,
          timing,
          level,
          control,
          treatment,
          difference,
          interval,
          lift,
          test,
          more,
          Optional.of(adjustment));
    }

    /** A negative control turns a relative effect's sign. */
    public boolean hasNegativeControl() {
      return control < 0.0;
    }
  }

  /** The data say nothing, for the reason given. */
  record NotCompared(NotDefined.Reason reason) implements Finding {}

  /** A planned look at which nothing is tested, for the reason given. */
  record NotTested(LookResult.Reason reason) implements Finding {}

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

  /**
   * What the covariate did.
   *
   * @param theta how much of it was taken off
   * @param varianceReduction the part of the variance that is gone, at most 1
   * @param unadjusted the same comparison without it
   */
  record Adjustment(double theta, double varianceReduction, Finding unadjusted) {}

  /** When a result may be looked at. */
  enum Timing {
    /** Once, at the planned end. */
    ONCE,
    /** At the planned looks. */
    AT_LOOKS,
    /** At any time. */
    ANY_TIME
  }
}
