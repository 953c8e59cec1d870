package plumbline.analysis.results;

import plumbline.engine.sequential.LookResult;
import plumbline.engine.statistics.NotDefined;
import plumbline.engine.statistics.RelativeLift;

/** Why there is no number, in plain words. */
public final class Reasons {
  /** A relative change of something negative reads the wrong way round. */
  public static final String NEGATIVE_CONTROL =
      "control is below zero, so the relative change has the opposite sign of the difference";

  private Reasons() {}

  public static String unbounded(RelativeLift.Shape shape) {
    return switch (shape) {
      case RelativeLift.Complement _ ->
          "control is not distinguishable from zero, so the interval is unbounded on both sides";
      case RelativeLift.WholeLine _ ->
          "control is not distinguishable from zero, so any relative change is possible";
      case RelativeLift.Above _ -> "control is zero, so the relative change has no upper limit";
    };
  }

  public static String notTested(LookResult.Reason reason) {
    return switch (reason) {
      case INFORMATION_NOT_GROWN -> "no more is known than at the look before";
      case ALL_SPENT -> "an earlier look was the last that was planned";
    };
  }

  public static String notDefined(NotDefined.Reason reason) {
    return switch (reason) {
      case TOO_FEW_UNITS -> "too few units";
      case NO_VARIANCE -> "nothing varies between units, so there is no interval";
      case CONTROL_IS_ZERO -> "control is zero, so nothing is relative to it";
      case TOO_FEW_VARIANTS -> "fewer than two variants have units";
      case TOO_FEW_VALUES -> "too few values beyond the quantile";
      case DENOMINATOR_IS_ZERO -> "the denominators sum to zero, so there is no ratio";
      case NOT_POSITIVE -> "a mean is not above zero, as this method needs it to be";
    };
  }
}
