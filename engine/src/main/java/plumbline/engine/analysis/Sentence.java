package plumbline.engine.analysis;

import java.util.function.DoubleFunction;
import plumbline.engine.analysis.Finding.Compared;
import plumbline.engine.analysis.Finding.NotCompared;
import plumbline.engine.analysis.Finding.NotTested;
import plumbline.engine.analysis.Finding.Test;
import plumbline.engine.sequential.LookResult;
import plumbline.engine.statistics.Interval;
import plumbline.engine.statistics.NotDefined;
import plumbline.engine.statistics.RelativeLift;

/**
 * One comparison in plain words, for a product manager. It says no more than the data: without a
 * significant difference it does not say that there is none.
 *
 * @param control its key
 * @param treatment its key
 * @param splitBroken whether the sample ratio test failed
 */
public record Sentence(Metric metric, String control, String treatment, boolean splitBroken) {

  /** The comparison in one sentence. */
  public String about(Finding finding) {
    return switch (finding) {
      case NotCompared(var reason) -> notCompared(why(reason));
      case NotTested(var reason) -> notCompared(why(reason));
      case Compared compared -> compared(compared);
    };
  }

  private String notCompared(String why) {
    return "%s cannot be compared between %s and %s%s."
        .formatted(metric.key(), treatment, control, why);
  }

  private static String why(LookResult.Reason reason) {
    return switch (reason) {
      case INFORMATION_NOT_GROWN -> " at this look: no more is known than at the look before";
      case ALL_SPENT -> " at this look: an earlier one was the last that was planned";
    };
  }

  private static String why(NotDefined.Reason reason) {
    return switch (reason) {
      case TOO_FEW_UNITS, TOO_FEW_VARIANTS -> " yet: there are too few units";
      case TOO_FEW_VALUES -> " yet: there are too few values beyond the quantile";
      case DENOMINATOR_IS_ZERO -> " yet: nothing was counted below the line";
      case NOT_POSITIVE -> ": not every mean is above zero";
      case NO_VARIANCE, CONTROL_IS_ZERO -> ": it did not vary between units in either";
    };
  }

  private String compared(Compared compared) {
    var broken = splitBroken ? "; the split is not what was planned, so do not rely on this" : "";
    return metric.key() + " was " + effect(compared) + "; " + evidence(compared) + broken + ".";
  }

  private String effect(Compared compared) {
    return switch (compared.lift()) {
      case RelativeLift.Bounded(var estimate, var interval) when !compared.hasNegativeControl() ->
          phrase(compared, estimate, interval, Figures::percent);
      case RelativeLift.Bounded _ -> absolute(compared);
      case RelativeLift.Unbounded _ ->
          absolute(compared)
              + ", while "
              + control
              + " is too close to zero to say how much that is in per cent";
      case NotDefined _ -> absolute(compared) + ", which cannot be said in per cent of " + control;
    };
  }

  private String absolute(Compared compared) {
    return phrase(compared, compared.difference(), compared.interval(), this::amount);
  }

  /** A size in the metric's own unit. */
  private String amount(double difference) {
    if (metric.isShare()) {
      return Figures.size(100 * difference) + " percentage points";
    }
    var unit = metric.unitOfMeasure();
    var plain = unit.isEmpty() || unit.equals("1");
    return Figures.size(difference) + (plain ? "" : " " + unit);
  }

  private String phrase(
      Compared compared, double effect, Interval interval, DoubleFunction<String> size) {
    var where =
        effect == 0
            ? "the same in %s as in %s".formatted(treatment, control)
            : "%s %s in %s than in %s"
                .formatted(size.apply(effect), side(effect), treatment, control);
    return "%s (%s %% interval %s)"
        .formatted(
            where, Figures.atMost(100 * (1 - compared.level().alpha()), 2), range(interval, size));
  }

  private static String range(Interval interval, DoubleFunction<String> size) {
    var lower = interval.lower();
    var upper = interval.upper();
    if (lower >= 0) {
      return size.apply(lower) + " to " + size.apply(upper) + " higher";
    }
    if (upper <= 0) {
      return size.apply(upper) + " to " + size.apply(lower) + " lower";
    }
    return size.apply(lower) + " lower to " + size.apply(upper) + " higher";
  }

  private static String side(double effect) {
    return effect < 0 ? "lower" : "higher";
  }

  private String evidence(Compared compared) {
    return compared
        .test()
        .map(test -> evidence(compared, test))
        .orElse("every unit did the same, so there is nothing to test");
  }

  private String evidence(Compared compared, Test test) {
    var p = Figures.p(test.pValueTwoSided());
    return compared.isSignificant()
        ? "the difference is unlikely to be chance (" + p + ")" + judgement(compared)
        : "this could well be chance (" + p + "), so no difference is shown, and none ruled out";
  }

  private String judgement(Compared compared) {
    var gain = metric.better().sign() * compared.difference();
    if (splitBroken || gain == 0) {
      return "";
    }
    return gain > 0 ? " and is for the better" : " and is for the worse";
  }
}
